// What she sends without a network waits on this phone, and goes out once the network is back. It carries the keys of the first
// try, whose answer may have been lost on the way: the hall makes nothing twice. What was written leaves the phone with the
// hall's answer, whatever that is, and when she deletes it, signs out, or is signed out.
import { api, ask, unreachable, type Problem, type Result, type Schemas } from '@unionhall/shared/api/client'
import { upload } from '@unionhall/shared/api/upload'
import { shallowRef } from 'vue'
import { keepSeen } from '../../session/preferences'
import { draftsBelongTo } from './draft'
import { dropFiles, filesOf, putFiles } from './letterFiles'

const prefix = 'unionhall.unsent.'

interface Request {
  to: '/me/consents' | '/cases' | '/cases/{id}/comments'
  case?: string
  body: unknown
  key: string
}

export interface Letter {
  kind: 'joining' | 'comment' | 'appeal'
  /** The union or the case that it is for. */
  about: string
  /** One after the other, each only after the one before. */
  requests: Request[]
  /** What goes with it, once the hall has made a case of it. */
  files?: readonly File[]
}

/** A letter that waits; or of which something was refused when it came, and only the refusal is left. */
export interface Unsent extends Omit<Letter, 'files'> {
  id: string
  account: string
  writtenAt: string
  /** How many files lie beside it. */
  files: number
  problem?: Problem
  /** The letter has arrived; it is these files of it that were refused. */
  left?: string[]
  caseId?: string
}

/** The id of what the hall has made; or, where the letter is `kept`, its own. */
export interface Sent {
  id: string
  kept: boolean
}

/** What the hall has made of a letter, and the files that it would not take. */
interface Delivered {
  id: string
  left?: { names: string[]; problem: Problem }
}

/** What waits, the oldest first. */
export const unsent = shallowRef<readonly Unsent[]>([])
/** What became of letters that went out while this page was open: the ids of what the hall has made. */
export const arrived = shallowRef<Readonly<Record<string, string>>>({})

let owner: string | undefined

/** From now on this phone is hers, or nobody's; what others wrote is deleted. */
export function belongsTo(account: string | undefined) {
  owner = account
  draftsBelongTo(account)
  for (const letter of stored()) if (letter.account !== account) remove(letter.id)
  show()
  void sendUnsent()
}

export async function sendOrKeep(letter: Letter, post = deliver): Promise<Result<Sent>> {
  const answer = await post(letter)
  const id = letter.requests[letter.requests.length - 1]!.key
  const { files = [], ...words } = letter
  const kept = { ...words, id, account: owner ?? '', writtenAt: new Date().toISOString(), files: files.length }
  if (answer.ok) {
    tellOfLeft(kept, answer.value)
    return { ok: true, value: { id: answer.value.id, kept: false } }
  }
  if (!isUnreached(answer.problem) || !owner || keepSeen.value === 'off') return answer
  const lies = (files.length === 0 || (await putFiles(id, files))) && store(kept)
  return lies ? { ok: true, value: { id, kept: true } } : answer
}

let busy = false

/** Sends what waits. Another page of ours may do the same at once; the keys are the same, too. */
export async function sendUnsent(post = deliver) {
  if (busy) return
  busy = true
  for (const { id } of unsent.value) {
    const letter = stored().find(it => it.id === id)
    if (!letter || letter.problem) continue
    const answer = await post({ ...letter, files: letter.files > 0 ? await filesOf(id) : [] })
    if (answer.ok) {
      remove(id)
      tellOfLeft(letter, answer.value)
      arrived.value = { ...arrived.value, [id]: answer.value.id }
    } else if (isRefusal(answer.problem)) {
      remove(id)
      store({ ...letter, requests: [], files: 0, problem: answer.problem })
    }
  }
  busy = false
  show()
}

export function deleteUnsent(id: string) {
  remove(id)
  show()
}

/** Asks for it again whenever the network may be back: no browser is sure of it. */
export function sendWhenBack() {
  const back = () => document.visibilityState === 'visible' && void sendUnsent()
  document.addEventListener('visibilitychange', back)
  window.addEventListener('online', back)
  setInterval(() => unsent.value.length > 0 && back(), 30_000)
}

export async function deliver(letter: Letter): Promise<Result<Delivered>> {
  let answer: Result<{ id: string }> = { ok: true, value: { id: '' } }
  for (const { to, case: id = '', body, key } of letter.requests) {
    answer = await ask(api.POST(to as '/cases/{id}/comments', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body: body as Schemas['CommentWanted'] }))
    if (!answer.ok) return answer
  }
  return deliverFiles(answer.value.id, letter)
}

/** Each by a key of its own, so that what was lost on the way is sent again and nothing twice. */
async function deliverFiles(id: string, { files = [], requests }: Letter): Promise<Result<Delivered>> {
  const delivered: Delivered = { id }
  for (const [i, file] of files.entries()) {
    const to = `/api/v1/cases/${id}/attachments?${new URLSearchParams({ name: file.name })}`
    const { done } = upload(to, file, { 'Idempotency-Key': `${requests[requests.length - 1]!.key}-${i}`, 'Accept-Language': document.documentElement.lang }, () => undefined)
    const answer = await done
    if (answer.ok) continue
    if (!isRefusal(answer.problem)) return answer
    delivered.left = { names: [...(delivered.left?.names ?? []), file.name], problem: answer.problem }
  }
  return { ok: true, value: delivered }
}

function tellOfLeft(letter: Unsent, { id, left }: Delivered) {
  if (!left || !owner) return
  store({ ...letter, account: owner, requests: [], files: 0, problem: left.problem, left: left.names, caseId: id })
}

function isUnreached(problem: Problem) {
  return problem.type === unreachable && problem.status === 0
}

/** The hall has said no. It may yet take what it was only too busy for; whoever is signed out has lost her letters anyhow. */
function isRefusal({ status }: Problem) {
  return status >= 400 && status < 500 && ![401, 408, 429].includes(status)
}

function stored(): Unsent[] {
  try {
    const names = Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? '').filter(name => name.startsWith(prefix))
    return names.map(name => JSON.parse(localStorage.getItem(name)!) as Unsent).sort((a, b) => (a.writtenAt < b.writtenAt ? -1 : 1))
  } catch {
    return [] // a browser may forbid its storage
  }
}

function store(letter: Unsent) {
  try {
    localStorage.setItem(prefix + letter.id, JSON.stringify(letter))
    show()
    return true
  } catch {
    return false // full, or forbidden: then she is told that it was not sent
  }
}

function remove(id: string) {
  try {
    if (stored().find(letter => letter.id === id)?.files) void dropFiles(id)
    localStorage.removeItem(prefix + id)
  } catch {
    // then nothing was kept either
  }
}

function show() {
  unsent.value = stored()
}
