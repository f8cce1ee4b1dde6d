/** Brings the row of a table that was walked to by keyboard into view, its link or button in focus. */
export function focusRow(table: HTMLElement | undefined, id: string) {
  const row = table?.querySelector<HTMLElement>(`tr[data-id="${id}"]`)
  row?.querySelector<HTMLElement>('a, button')?.focus({ preventScroll: true })
  row?.scrollIntoView({ block: 'nearest' })
}
