// What she has begun to write stays on this phone until it is sent, so that a call, or an empty battery, costs her nothing.
import { keepSeen } from '../../session/preferences'

const prefix = 'unionhall.draft.'

interface Draft {
  account: string
  content: unknown
}

let owner: string | undefined

/** From now on this phone is hers, or nobody's; what others began is deleted. */
export function draftsBelongTo(account: string | undefined) {
  owner = account
  try {
    const names = Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? '').filter(name => name.startsWith(prefix))
    for (const name of names) if ((JSON.parse(localStorage.getItem(name)!) as Draft).account !== account) localStorage.removeItem(name)
  } catch {
    // a browser may forbid its storage; then nothing was kept
  }
}

export function keepDraft(kind: string, content: unknown) {
  if (!owner || keepSeen.value === 'off') return
  try {
    localStorage.setItem(prefix + kind, JSON.stringify({ account: owner, content } satisfies Draft))
  } catch {
    // full, or forbidden: it stands on the page all the same
  }
}

export function draftOf<Content>(kind: string): Content | undefined {
  try {
    const kept = localStorage.getItem(prefix + kind)
    return kept === null ? undefined : ((JSON.parse(kept) as Draft).content as Content)
  } catch {
    return undefined
  }
}

export function dropDraft(kind: string) {
  try {
    localStorage.removeItem(prefix + kind)
  } catch {
    // then nothing was kept either
  }
}
