// The code of a link, and the end of a document's number, as people and their keyboards write them.
export const codeSigns = 16
export const lastSigns = 4

/** Full-width figures, small letters, the gaps between groups: all the same to the hall. */
export function plain(typed: string) {
  return typed.normalize('NFKC').toUpperCase().replace(/[^0-9A-Z]/g, '')
}

/** "8K3T 92QF …", to be compared with what stands on paper. */
export function grouped(code: string) {
  return plain(code).replace(/(.{4})(?=.)/g, '$1 ')
}

/**
 * The code that stands behind # in the address. It leaves the address bar, where others read along, but stays with this
 * entry of the history: an old phone that has thrown the page away, while she was looking for her card, gets it again.
 */
export function takeCode(): string {
  const behind = plain(location.hash)
  const kept: unknown = history.state?.code
  const code = behind || (typeof kept === 'string' ? kept : '')
  history.replaceState({ code }, '', location.pathname)
  return code
}
