import type { Problem } from '@unionhall/shared/api/client'
import { usePages } from '@unionhall/shared/use/usePages'
import { computed, ref, watch, type Ref } from 'vue'
import { casesApi, type CasesApi, type InboxLine, type InboxWanted } from './api'

export const pageSize = 50
export const chosenMost = 500

/** A task that waits. One case can wait at two unions at once, so the row is the task. */
export type Row = InboxLine & { case: string }

function rowOf(line: InboxLine): Row {
  return { ...line, case: line.id, id: line.task }
}

/** What waits, the most urgent first, and what of it has been chosen: over several pages, at most 500. */
export function useInbox(wanted: Ref<InboxWanted>, api: CasesApi = casesApi) {
  const pages = usePages(wanted, (asked: InboxWanted, cursor?: string) => api.inbox(asked, pageSize, cursor))
  const rows = computed(() => pages.rows.value.map(rowOf))
  const total = ref<{ count: number; isAll: boolean }>()
  watch(pages.value, page => {
    // It counts the whole list, so it stays while a page is being turned.
    const counted = page as { total?: number; total_is_all?: boolean } | undefined
    if (counted?.total !== undefined) total.value = { count: counted.total, isAll: counted.total_is_all === true }
  })

  const chosen = ref(new Map<string, Row>()) as Ref<Map<string, Row>>
  const choosing = ref(false)
  const notChosen = ref<Problem>()
  let anchor: string | undefined
  let turn = 0

  watch(wanted, () => {
    turn++
    choosing.value = false
    unchoose()
  })

  function unchoose() {
    chosen.value = new Map()
    anchor = undefined
    notChosen.value = undefined
  }

  function add(more: readonly Row[]) {
    const next = new Map(chosen.value)
    for (const row of more) {
      if (next.size >= chosenMost && !next.has(row.id)) break
      next.set(row.id, row)
    }
    chosen.value = next
  }

  function choose(row: Row | undefined) {
    if (!row) return
    anchor = row.id
    if (!chosen.value.has(row.id)) return add([row])
    const next = new Map(chosen.value)
    next.delete(row.id)
    chosen.value = next
  }

  /** Everything of this page between the last chosen row and this one. */
  function chooseTo(row: Row | undefined) {
    if (!row) return
    const here = rows.value.findIndex(r => r.id === row.id)
    const last = rows.value.findIndex(r => r.id === anchor)
    const from = last < 0 ? here : last
    add(rows.value.slice(Math.min(from, here), Math.max(from, here) + 1))
  }

  function choosePage(all: boolean) {
    if (all) return add(rows.value)
    const next = new Map(chosen.value)
    for (const row of rows.value) next.delete(row.id)
    chosen.value = next
  }

  /** Reads on until everything that is wanted is chosen, or 500. */
  async function chooseMatching() {
    if (choosing.value) return
    const mine = ++turn
    choosing.value = true
    let cursor: string | undefined
    do {
      const result = await api.inbox(wanted.value, 100, cursor)
      if (mine !== turn) return
      notChosen.value = result.ok ? undefined : result.problem
      if (!result.ok) break
      add(result.value.items.map(rowOf))
      cursor = result.value.next
    } while (cursor !== undefined && chosen.value.size < chosenMost)
    choosing.value = false
  }

  return { ...pages, rows, total, chosen, choosing, notChosen, choose, chooseTo, choosePage, chooseMatching, unchoose }
}
