import { computed, ref, watch, type Ref } from 'vue'
import type { ImportHeader, ImportMatch } from './api'

/** The officer's correction of which column is which, beside what was found. */
export function useMatch(header: Ref<ImportHeader | undefined>) {
  const chosen = ref<Record<number, string>>({}) // column index → field; '' is none
  const headerRow = ref(0)
  const sheet = ref('')

  watch(
    header,
    found => {
      chosen.value = Object.fromEntries((found?.columns ?? []).map(c => [c.index, c.field ?? '']))
      headerRow.value = found?.row ?? 0
      sheet.value = found?.sheet ?? ''
    },
    { immediate: true },
  )

  /** A field stands for one column only: choosing it here takes it from where it was. */
  function choose(index: number, field: string) {
    const next = { ...chosen.value }
    if (field !== '') for (const [other, has] of Object.entries(next)) if (has === field) next[Number(other)] = ''
    next[index] = field
    chosen.value = next
  }

  const missing = computed(() => {
    const taken = new Set(Object.values(chosen.value))
    return (header.value?.fields ?? []).filter(field => field.required && !taken.has(field.key))
  })

  const moved = computed(() => {
    const found = header.value
    return found !== undefined && (headerRow.value !== found.row || sheet.value !== found.sheet)
  })

  const changedColumns = computed(() =>
    (header.value?.columns ?? []).filter(column => (chosen.value[column.index] ?? '') !== (column.field ?? '')),
  )

  /** Another sheet or header row is read anew, so what was chosen for the old columns does not go along. */
  const match = computed<ImportMatch>(() => {
    const found = header.value
    if (!found) return {}
    if (moved.value) return { ...(sheet.value === found.sheet ? {} : { sheet: sheet.value }), header_row: headerRow.value }
    const columns = changedColumns.value.map(column => [String(column.index), chosen.value[column.index] || null])
    return { columns: Object.fromEntries(columns) as Record<string, string | null> }
  })

  return { chosen, headerRow, sheet, choose, missing, moved, changedColumns, match }
}
