/** What a shared link opens, without signing in. */
export function linkOf(id: string) {
  return `${location.origin}/open/stations/${id}`
}

/** By the phone's share sheet, or into the clipboard; `shown` where neither is there and the link must be copied by hand. */
export async function share(id: string, title: string, text: string): Promise<'shared' | 'copied' | 'shown'> {
  const url = linkOf(id)
  if ('share' in navigator) {
    try {
      await navigator.share({ title, text, url })
      return 'shared'
    } catch (refused) {
      if (refused instanceof DOMException && refused.name === 'AbortError') return 'shared' // she has closed the sheet
    }
  }
  try {
    await navigator.clipboard.writeText(url)
    return 'copied'
  } catch {
    return 'shown' // over plain http there is no clipboard
  }
}
