import { focusRow } from '@unionhall/shared/use/focusRow'
import { useRows } from '@unionhall/shared/use/useRows'
import { useTemplateRef, type Ref } from 'vue'
import { useKeys, type Key } from './keys'

interface Ways {
  open: (id: string) => unknown
  /** Of a list that is read page by page. */
  next?: () => unknown
  previous?: () => unknown
  /** Rows are chosen, to do one thing with several. */
  chooses?: boolean
}

/** A table that is walked by j and k, whose current row Enter opens, that n and p turn and x chooses from. Its element, or one around it, is the page's ref `table`. */
export function useWalkedTable<Row extends { id: string }>(rows: Ref<readonly Row[]>, { open, next, previous, chooses }: Ways) {
  const walked = useRows(rows)
  const { current, step, choose, chooseTo, chooseAll } = walked
  const table = useTemplateRef<HTMLElement>('table')

  function walk(by: 1 | -1) {
    step(by)
    if (current.value) focusRow(table.value ?? undefined, current.value.id)
  }

  const choosing: Key[] = [
    { keys: 'x', text: 'shell.keys.choose', run: () => choose(current.value) },
    { keys: 'Shift x', text: 'shell.keys.chooseTo', run: () => chooseTo(current.value) },
    { keys: 'Escape', text: 'shell.keys.unchoose', run: () => chooseAll(false) },
  ]
  useKeys('shell.keys.rows', [
    { keys: 'j', text: 'shell.keys.nextRow', run: () => walk(1) },
    { keys: 'k', text: 'shell.keys.previousRow', run: () => walk(-1) },
    { keys: 'Enter', text: 'shell.keys.openRow', run: () => current.value && open(current.value.id) },
    ...(chooses ? choosing : []),
    ...(next ? [{ keys: 'n', text: 'ui.next', run: next }] : []),
    ...(previous ? [{ keys: 'p', text: 'ui.previous', run: previous }] : []),
  ])
  return walked
}
