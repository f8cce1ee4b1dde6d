import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { working } from '../../session/roles'
import { useSession } from '../../session/useSession'
import { casesApi } from './api'

export interface Waiting {
  count: number
  /** Counted to the end; otherwise there are more. */
  isAll: boolean
  overdue: number
}

/** How much waits at the union of the role in force: at the side, in the bar and at home. */
export const useWaiting = defineStore('waiting', () => {
  const session = useSession()
  const waiting = ref<Waiting>()
  let turn = 0

  async function recount() {
    const mine = ++turn
    if (!session.isOneOf(working)) {
      waiting.value = undefined
      return
    }
    const [all, late] = await Promise.all([casesApi.inbox({ inbox: '1' }, 1), casesApi.inbox({ inbox: '1', overdue: '1' }, 1)])
    // Where it could not be counted no number stands, rather than an old one.
    if (mine === turn) waiting.value = all.ok && late.ok ? { count: all.value.total, isAll: all.value.total_is_all, overdue: late.value.total } : undefined
  }

  watch(() => session.role?.id, recount, { immediate: true })
  return { waiting, recount }
})
