import { unreachable, type Problem } from '@unionhall/shared/api/client'
import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { mailingsApi, type Mailing, type MailingsApi, type MailingStep } from './api'
import { isOver, working } from './states'

const soonMs = 2000
const laterMs = 10_000

/**
 * One mailing. While it prepares or sends it is looked at again soon, afterwards now and then: members go on answering
 * until their links run out. What is known stays on the screen when an answer does not come.
 */
export function useMailing(id: Ref<string>, api: MailingsApi = mailingsApi) {
  const state = ref<'loading' | 'ready' | 'failed'>('loading')
  const it = shallowRef<Mailing>()
  const problem = ref<Problem>()
  const outOfReach = ref(false)
  const acting = ref(false)
  const refused = ref<Problem>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  async function load() {
    clearTimeout(timer)
    const mine = ++turn
    const result = await api.get(id.value)
    if (mine !== turn) return
    outOfReach.value = !result.ok && result.problem.type === unreachable
    if (result.ok) take(result.value)
    else if (!it.value || !outOfReach.value) {
      problem.value = result.problem
      state.value = 'failed'
      return
    }
    again()
  }

  function take(now: Mailing) {
    it.value = now
    problem.value = undefined
    state.value = 'ready'
  }

  function again() {
    if (!it.value || isOver(it.value, new Date())) return
    timer = setTimeout(() => void load(), !outOfReach.value && working(it.value.state) ? soonMs : laterMs)
  }

  /** Does one step with the mailing as it was seen here. False: refused, with the reason in `refused`. */
  async function move(step: MailingStep): Promise<boolean> {
    const before = it.value
    if (!before || acting.value) return false
    acting.value = true
    clearTimeout(timer)
    turn++
    const result = await api.move(before.id, before.version, step)
    acting.value = false
    if (before.id !== id.value) return false
    refused.value = result.ok ? undefined : result.problem
    if (result.ok) take(result.value)
    else if (result.problem.status === 412 || result.problem.status === 409) await load() // it had moved on: show how it stands now, beside the reason
    clearTimeout(timer)
    again()
    return result.ok
  }

  watch(
    id,
    () => {
      state.value = 'loading'
      it.value = undefined
      refused.value = undefined
      void load()
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    turn++
    clearTimeout(timer)
  })

  return { state, it, problem, outOfReach, acting, refused, reload: load, move }
}

export type OneMailing = ReturnType<typeof useMailing>
