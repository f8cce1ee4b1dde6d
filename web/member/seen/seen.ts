// What was seen before can be read without a network, with its age. It stays in this browser until the person signs out,
// is signed out, or says in the settings that nothing shall stay.
import { api } from '@unionhall/shared/api/client'
import { outlinesAt } from '@unionhall/shared/api/outlinesAt'
import { ref } from 'vue'
import { keepSeen } from '../session/preferences'

const prefix = 'unionhall.seen.'
const answersMax = 60
const charsMax = 60_000

interface Seen {
  at: string
  status: number
  body: string
}

/** When what is shown now was read, while the hall cannot be reached. */
export const shownFrom = ref<string>()

export function keepWhatIsSeen() {
  api.use({
    async onResponse({ request, response }) {
      if (recalled.has(response)) return
      shownFrom.value = undefined
      // That there is nothing is an answer, too: a card before she has joined.
      const answered = response.ok || response.status === 404
      if (request.method === 'GET' && answered && keepSeen.value === 'on') keep(nameOf(request), await response.clone().text(), response.status)
    },
    onError({ request }) {
      const before = request.method === 'GET' ? recall(nameOf(request)) : undefined
      if (!before) return undefined
      if (!shownFrom.value || before.at < shownFrom.value) shownFrom.value = before.at
      const response = new Response(before.body, { status: before.status, headers: { 'Content-Type': 'application/json' } })
      recalled.add(response)
      return response
    },
  })
}

const recalled = new WeakSet<Response>()

/** The same page in another language is another answer. */
function nameOf(request: Request) {
  const url = new URL(request.url)
  return `${prefix}${request.headers.get('Accept-Language') ?? ''} ${url.pathname}${url.search}`
}

export function keep(name: string, body: string, status = 200, now = new Date()) {
  if (body.length > charsMax) return
  try {
    localStorage.setItem(name, JSON.stringify({ at: now.toISOString(), status, body } satisfies Seen))
    const all = names()
    if (all.length <= answersMax) return
    const byAge = all.map(it => ({ it, at: recall(it)?.at ?? '' })).sort((a, b) => (a.at < b.at ? -1 : 1))
    for (const { it } of byAge.slice(0, all.length - answersMax)) localStorage.removeItem(it)
  } catch {
    // full, or forbidden: then there is nothing to read without a network
  }
}

export function recall(name: string): Seen | undefined {
  try {
    const kept = localStorage.getItem(name)
    return kept === null ? undefined : (JSON.parse(kept) as Seen)
  } catch {
    return undefined
  }
}

export function forgetSeen() {
  try {
    for (const name of names()) localStorage.removeItem(name)
  } catch {
    // then nothing was kept either
  }
}

function names() {
  return Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? '').filter(name => name.startsWith(prefix))
}

/** The worker comes after the first page; it keeps what that page had to load, so that it opens again without a network. */
export function tellWorkerWhatWasLoaded() {
  if (!('serviceWorker' in navigator)) return
  void navigator.serviceWorker.ready.then(registration => {
    const loaded = performance.getEntriesByType('resource').map(it => it.name)
    registration.active?.postMessage({ seen: loaded.filter(name => name.startsWith(`${location.origin}/assets/`) || name === location.origin + outlinesAt) })
  })
}
