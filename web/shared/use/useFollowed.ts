import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { unreachable, type Problem, type Result } from '../api/client'

/**
 * One thing that moves by itself, looked at again and again; what is known stays on the screen when an answer does not come.
 * `again`: after how many milliseconds; nothing where it moves no more.
 */
export function useFollowed<T extends { id: string }>(id: Ref<string>, open: (id: string) => Promise<Result<T>>, again: (it: T, outOfReach: boolean) => number | undefined) {
  const state = ref<'loading' | 'ready' | 'failed'>('loading')
  const it = shallowRef<T>()
  const problem = ref<Problem>()
  /** The server was not reached the last time; it is being asked again. */
  const outOfReach = ref(false)
  const acting = ref(false)
  const refused = ref<Problem>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  async function load() {
    clearTimeout(timer)
    const mine = ++turn
    const result = await open(id.value)
    if (mine !== turn) return
    outOfReach.value = !result.ok && result.problem.type === unreachable
    if (result.ok) take(result.value)
    else if (!it.value || !outOfReach.value) {
      problem.value = result.problem
      state.value = 'failed'
      return
    }
    lookAgain()
  }

  function take(now: T) {
    it.value = now
    problem.value = undefined
    state.value = 'ready'
  }

  function lookAgain() {
    const ms = it.value && again(it.value, outOfReach.value)
    if (ms !== undefined) timer = setTimeout(() => void load(), ms)
  }

  /** Does one step with it as it was seen here. False: refused, with the reason in `refused`. */
  async function act(step: (now: T) => Promise<Result<T>>): Promise<boolean> {
    const before = it.value
    if (!before || acting.value) return false
    acting.value = true
    clearTimeout(timer)
    turn++
    const result = await step(before)
    acting.value = false
    if (before.id !== id.value) return false
    refused.value = result.ok ? undefined : result.problem
    if (!result.ok && (result.problem.status === 412 || result.problem.status === 409)) {
      await load() // somebody was faster, or it had moved on: show how it stands now, beside the reason
      return false
    }
    if (result.ok) take(result.value)
    lookAgain()
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

  return { state, it, problem, outOfReach, acting, refused, reload: load, act }
}
