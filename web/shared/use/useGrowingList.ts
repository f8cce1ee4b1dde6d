import { onScopeDispose, ref, shallowRef, watch, type Ref, type WatchSource } from 'vue'
import type { Problem, Result } from '../api/client'
import type { Page } from './usePages'

/** A list that grows page by page (usePages turns them instead), read from its beginning again whenever `source` changes. */
export function useGrowingList<Source, T>(source: WatchSource<Source>, read: (source: Source, cursor?: string) => Promise<Result<Page<T>>>) {
  const state = ref<'loading' | 'ready' | 'failed'>('loading')
  const items: Ref<T[]> = shallowRef([])
  const next = ref<string>()
  const problem = ref<Problem>()
  const readingMore = ref(false)
  let turn = 0
  let current: Source

  async function begin() {
    const mine = ++turn
    const result = await read(current)
    if (mine !== turn) return
    take(result, [])
    state.value = result.ok ? 'ready' : 'failed'
  }

  async function more() {
    if (next.value === undefined || readingMore.value) return
    const mine = turn
    readingMore.value = true
    const result = await read(current, next.value)
    readingMore.value = false
    if (mine === turn) take(result, items.value)
  }

  function take(result: Result<Page<T>>, before: T[]) {
    problem.value = result.ok ? undefined : result.problem
    if (!result.ok) return
    items.value = [...before, ...result.value.items]
    next.value = result.value.next
  }

  watch(
    source,
    now => {
      current = now
      state.value = 'loading'
      items.value = []
      next.value = undefined
      void begin()
    },
    { immediate: true },
  )
  onScopeDispose(() => turn++)
  return { state, items, next, problem, readingMore, more, reload: begin }
}
