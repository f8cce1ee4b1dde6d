import { computed, ref, type Ref } from 'vue'
import type { MailingCounts, MailingResults } from './api'

export type Column = 'name' | 'rate' | keyof MailingCounts
export type Line = MailingResults['items'][number]

export function rateOf({ confirmed, sent }: MailingCounts) {
  return sent === 0 ? 0 : confirmed / sent
}

function valueOf({ counts }: Line, column: Column) {
  if (column === 'name') return 0
  return column === 'rate' ? rateOf(counts) : counts[column]
}

/** Unions in the order that was chosen; 'name' is the order of the tree. */
export function useResults(lines: Ref<readonly Line[]>) {
  const column = ref<Column>('name')
  const down = ref(false)

  function by(next: Column) {
    down.value = next === column.value ? !down.value : next !== 'name'
    column.value = next
  }

  const ordered = computed(() => {
    const list = [...lines.value]
    if (column.value !== 'name') list.sort((a, b) => valueOf(a, column.value) - valueOf(b, column.value))
    return down.value ? list.reverse() : list
  })
  return { column, down, by, ordered }
}
