import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import type { Problem } from '@unionhall/shared/api/client'
import { importsApi, type ImportLine, type ImportsApi } from './api'
import { working } from './steps'

/** The imports of a union and all below it, newest first. While one of them works, the list is read again by itself. */
export function useImports(org: Ref<string>, api: ImportsApi = importsApi, everyMs = 2000) {
  const state = ref<'loading' | 'ready' | 'failed'>('loading')
  const items = shallowRef<ImportLine[]>([])
  const next = ref<string>()
  const problem = ref<Problem>()
  const readingMore = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  async function load() {
    clearTimeout(timer)
    const mine = ++turn
    if (org.value === '') return
    const result = await api.list(org.value)
    if (mine !== turn) return
    problem.value = result.ok ? undefined : result.problem
    if (result.ok) {
      // What was read further down stays below the newest page, as long as the two meet.
      const fresh = new Set(result.value.items.map(line => line.id))
      const meet = items.value.map(line => fresh.has(line.id)).lastIndexOf(true)
      const older = meet < 0 ? [] : items.value.slice(meet + 1)
      if (older.length === 0) next.value = result.value.next
      items.value = [...result.value.items, ...older]
    }
    state.value = result.ok || state.value === 'ready' ? 'ready' : 'failed'
    if (items.value.some(line => working(line.state))) timer = setTimeout(() => void load(), everyMs)
  }

  async function more() {
    const from = next.value
    if (from === undefined || readingMore.value) return
    const mine = turn
    readingMore.value = true
    const result = await api.list(org.value, from)
    readingMore.value = false
    if (mine !== turn) return
    problem.value = result.ok ? undefined : result.problem
    if (!result.ok) return
    const known = new Set(items.value.map(line => line.id))
    items.value = [...items.value, ...result.value.items.filter(line => !known.has(line.id))]
    next.value = result.value.next
  }

  watch(
    org,
    () => {
      state.value = 'loading'
      items.value = []
      next.value = undefined
      void load()
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    turn++
    clearTimeout(timer)
  })
  return { state, items, next, problem, readingMore, more, reload: load }
}
