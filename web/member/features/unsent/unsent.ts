// What she sends without a network waits on this phone, and goes out once the network is back. It carries the keys of the first
// try, whose answer may have been lost on the way: the hall makes nothing twice. What was written leaves the phone with the
// hall's answer, whatever that is, and when she deletes it, signs out, or is signed out.
import { api, ask, unreachable, type Problem, type Result, type Schemas } from '@unionhall/shared/api/client'
import { shallowRef } from 'vue'
import { keepSeen } from '../../session/preferences'

const prefix = 'unionhall.unsent.'

interface Request {
  to: '/me/consents' | '/cases' | '/cases/{id}/comments'
  case?: string
  body: unknown
  key: string
}

export interface Letter {
  kind: 'joining' | 'comment'
  /** The union or the case that it is for. */
  about: string
  /** One after the other, each only after the one before. */
  requests: Request[]
}

/** A letter that waits; or that was refused when it came, and of which only the refusal is left. */
export interface Unsent extends Letter {
  id: string
  account: string
  writtenAt: string
  problem?: Problem
}

/** The id of what the hall has made; or, where the letter is `kept`, its own. */
export interface Sent {
  id: string
  kept: boolean
}

/** What waits, the oldest first. */
export const unsent = shallowRef<readonly Unsent[]>([])
/** What became of letters that went out while this page was open: the ids of what the hall has made. */
export const arrived = shallowRef<Readonly<Record<string, string>>>({})

let owner: string | undefined

/** From now on this phone is hers, or nobody's; what others wrote is deleted. */
export function belongsTo(account: string | undefined) {
  owner = account
  for (const letter of stored()) if (letter.account !== account) remove(letter.id)
  show()
  void sendUnsent()
}

export async function sendOrKeep(letter: Letter, post = deliver): Promise<Result<Sent>> {
  const answer = await post(letter)
  if (answer.ok) return { ok: true, value: { id: answer.value.id, kept: false } }
  if (!isUnreached(answer.problem) || !owner || keepSeen.value === 'off') return answer
  const id = letter.requests[letter.requests.length - 1]!.key
  return store({ ...letter, id, account: owner, writtenAt: new Date().toISOString() }) ? { ok: true, value: { id, kept: true } } : answer
}

let busy = false

/** Sends what waits. Another page of ours may do the same at once; the keys are the same, too. */
export async function sendUnsent(post = deliver) {
  if (busy) return
  busy = true
  for (const { id } of unsent.value) {
    const letter = stored().find(it => it.id === id)
    if (!letter || letter.problem) continue
    const answer = await post(letter)
    if (answer.ok) {
      remove(id)
      arrived.value = { ...arrived.value, [id]: answer.value.id }
    } else if (isRefusal(answer.problem)) {
      store({ ...letter, requests: [], problem: answer.problem })
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

export async function deliver(letter: Letter): Promise<Result<{ id: string }>> {
  let answer: Result<{ id: string }> = { ok: true, value: { id: '' } }
  for (const { to, case: id = '', body, key } of letter.requests) {
    answer = await ask(api.POST(to as '/cases/{id}/comments', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body: body as Schemas['CommentWanted'] }))
    if (!answer.ok) break
  }
  return answer
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
    localStorage.removeItem(prefix + id)
  } catch {
    // then nothing was kept either
  }
}

function show() {
  unsent.value = stored()
}
