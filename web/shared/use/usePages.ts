import { computed, ref, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { Result } from '../api/client'
import { useLoad } from './useLoad'

/** What the server answers for a list: some rows, and the cursor of those behind them. */
export interface Page<Row> {
  items: Row[]
  next?: string | undefined
}

/** A list that is read page by page with the server's cursors; another `source` begins at its first page. */
export function usePages<Source, Read extends Page<unknown>>(source: MaybeRefOrGetter<Source>, read: (source: Source, cursor?: string) => Promise<Result<Read>>) {
  const turned = ref<string[]>([]) // cursors of the pages behind the first
  watch(
    () => toValue(source),
    () => (turned.value = []),
    { flush: 'sync' },
  )

  const load = useLoad(
    () => ({ of: toValue(source), cursor: turned.value[turned.value.length - 1] }),
    page => read(page.of, page.cursor),
  )
  const rows = computed<readonly Read['items'][number][]>(() => load.value.value?.items ?? [])
  const hasNext = computed(() => load.value.value?.next !== undefined)
  const hasPrevious = computed(() => turned.value.length > 0)

  function next() {
    const cursor = load.value.value?.next
    if (cursor) turned.value = [...turned.value, cursor]
  }

  function previous() {
    turned.value = turned.value.slice(0, -1)
  }

  return { rows, state: load.state, problem: load.problem, value: load.value, hasNext, hasPrevious, next, previous, reload: load.reload }
}
