import { focusRow } from '@unionhall/shared/use/focusRow'
import { useRows } from '@unionhall/shared/use/useRows'
import { useTemplateRef, type Ref } from 'vue'
import { useKeys } from './keys'

interface Pages {
  open: (id: string) => unknown
  next: () => unknown
  previous: () => unknown
}

/** A table that is walked by j and k, whose current row Enter opens, and that n and p turn. Its element is the page's ref `table`. */
export function useWalkedTable<Row extends { id: string }>(rows: Ref<readonly Row[]>, { open, next, previous }: Pages) {
  const { current, step, goTo } = useRows(rows)
  const table = useTemplateRef<HTMLTableElement>('table')

  function walk(by: 1 | -1) {
    step(by)
    if (current.value) focusRow(table.value ?? undefined, current.value.id)
  }

  useKeys('shell.keys.rows', [
    { keys: 'j', text: 'shell.keys.nextRow', run: () => walk(1) },
    { keys: 'k', text: 'shell.keys.previousRow', run: () => walk(-1) },
    { keys: 'Enter', text: 'shell.keys.openRow', run: () => current.value && open(current.value.id) },
    { keys: 'n', text: 'ui.next', run: next },
    { keys: 'p', text: 'ui.previous', run: previous },
  ])
  return { current, goTo }
}
