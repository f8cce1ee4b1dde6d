import { onScopeDispose, ref, shallowRef, watch, type Ref, type WatchSource } from 'vue'
import type { Problem, Result } from '../api/client'

export interface Load<T> {
  state: Ref<'loading' | 'ready' | 'failed'>
  value: Ref<T | undefined>
  problem: Ref<Problem | undefined>
  /** Reads again; what is shown stays until the new answer is here. */
  reload: () => Promise<void>
}

/** What the server says about `source`, read again whenever it changes. An answer that comes after the page has moved on is dropped. */
export function useLoad<Source, T>(source: WatchSource<Source>, read: (source: Source) => Promise<Result<T>>): Load<T> {
  const state = ref<'loading' | 'ready' | 'failed'>('loading')
  const value = shallowRef<T>()
  const problem = ref<Problem>()
  let turn = 0
  let current: Source

  async function load() {
    const mine = ++turn
    const result = await read(current)
    if (mine !== turn) return
    problem.value = result.ok ? undefined : result.problem
    if (result.ok) value.value = result.value
    state.value = result.ok ? 'ready' : 'failed'
  }

  watch(
    source,
    now => {
      current = now
      state.value = 'loading'
      value.value = undefined
      void load()
    },
    { immediate: true },
  )
  onScopeDispose(() => turn++)
  return { state, value, problem, reload: load }
}
