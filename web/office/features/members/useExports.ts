import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { Problem } from '@unionhall/shared/api/client'
import { useSend } from '@unionhall/shared/use/useSend'
import { membersApi, type Export, type ExportWanted, type MembersApi } from './api'

/**
 * The lists that somebody had written into files within a day, newest first: also those asked for before the page was
 * opened. While the server writes one of them, it is looked at again.
 */
export function useExports(api: MembersApi = membersApi, everyMs = 800) {
  const items = shallowRef<Export[]>([])
  const lost = ref<Problem>()
  const askedId = ref<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0
  let gone = false

  const { sending, problem, send, forget } = useSend((wanted: ExportWanted, key) => api.beginExport(wanted, key))

  async function look() {
    clearTimeout(timer)
    const mine = ++turn
    const result = await api.exports()
    if (gone || mine !== turn) return
    lost.value = result.ok ? undefined : result.problem
    if (result.ok) items.value = result.value.items
    // An answer that did not come is asked for again; the server goes on meanwhile.
    const again = result.ok ? items.value.some(one => one.state === 'running') : result.problem.status === 0
    if (again) timer = setTimeout(() => void look(), result.ok ? everyMs : 5 * everyMs)
  }

  async function begin(wanted: ExportWanted) {
    askedId.value = undefined
    forget()
    const made = await send(wanted)
    if (!made || gone) return
    askedId.value = made.id
    await look()
  }

  /** The one that was asked for here. */
  const asked = computed(() => items.value.find(one => one.id === askedId.value))

  onScopeDispose(() => {
    gone = true
    clearTimeout(timer)
  })

  void look()
  return { items, asked, sending, problem, lost, begin, look }
}
