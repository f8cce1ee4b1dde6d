import { computed, ref, watch, type Ref } from 'vue'

/** A list that is walked by keyboard: one current row, any number of chosen ones. */
export function useRows<Row extends { id: string }>(rows: Ref<readonly Row[]>) {
  const at = ref(-1)
  const chosen = ref(new Set<string>())
  let anchor = -1

  watch(rows, () => {
    at.value = -1
    anchor = -1
    chosen.value = new Set()
  })

  const current = computed(() => rows.value[at.value])

  function step(by: 1 | -1) {
    if (rows.value.length === 0) return
    at.value = Math.min(Math.max(at.value + by, 0), rows.value.length - 1)
  }

  function goTo(row: Row) {
    at.value = rows.value.findIndex(r => r.id === row.id)
  }

  function choose(row: Row | undefined) {
    if (!row) return
    const next = new Set(chosen.value)
    if (!next.delete(row.id)) next.add(row.id)
    chosen.value = next
    anchor = rows.value.findIndex(r => r.id === row.id)
  }

  /** Everything between the last chosen row and this one. */
  function chooseTo(row: Row | undefined) {
    if (!row) return
    const here = rows.value.findIndex(r => r.id === row.id)
    const from = anchor < 0 ? here : anchor
    const span = rows.value.slice(Math.min(from, here), Math.max(from, here) + 1)
    chosen.value = new Set([...chosen.value, ...span.map(r => r.id)])
  }

  function chooseAll(all: boolean) {
    chosen.value = new Set(all ? rows.value.map(r => r.id) : [])
  }

  return { at, current, chosen, step, goTo, choose, chooseTo, chooseAll }
}
