import createClient from 'openapi-fetch'
import type { components, paths } from './types'

export type Schemas = components['schemas']
export type Problem = Schemas['Problem'] & { retryAfterS?: number }

/** A failed call is a value too. */
export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem }

/** What never reached the server has no problem details of its own; ui/UiFailed.vue has the words. */
export const unreachable = '/problems/client.unreachable'

export const api = createClient<paths>({ baseUrl: '/api/v1' })

/** The language that problems and code sets come in. */
export function speak(language: () => string) {
  api.use({
    onRequest({ request }) {
      request.headers.set('Accept-Language', language())
    },
  })
}

/** Calls `lost` when an answer says that the caller is not signed in, or that no role is in force any more. */
export function onRefusal(lost: (status: 401 | 403) => void) {
  api.use({
    onResponse({ response, schemaPath }) {
      // These say it as their answer; asking again because of them would never end.
      const asked = schemaPath.startsWith('/sign-in') || schemaPath === '/officer-session' || schemaPath === '/me'
      if (!asked && (response.status === 401 || response.status === 403)) lost(response.status)
    },
  })
}

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

export async function ask<T>(call: Promise<Answer<T>>): Promise<Result<T>> {
  try {
    const { data, error, response } = await call
    if (response.ok) return { ok: true, value: data as T }
    return { ok: false, problem: problemOf(error, response.status, response.headers.get('Retry-After')) }
  } catch {
    return { ok: false, problem: { type: unreachable, title: '', status: 0 } }
  }
}

/** What stands between us and the hall (a proxy, a cache) answers without problem details. */
export function problemOf(body: unknown, status: number, retryAfter: string | null): Problem {
  const told = typeof body === 'object' && body !== null && 'type' in body && 'title' in body
  const problem: Problem = told ? (body as Problem) : { type: unreachable, title: '', status }
  return retryAfter === null ? problem : { ...problem, retryAfterS: Number(retryAfter) }
}

/** The stable name of a problem: "members.changed_meanwhile". */
export function keyOf(problem: Problem) {
  return problem.type.replace(/^.*\/problems\//, '')
}

/** What is wrong with each field, by the last name of its JSON pointer. */
export function faultsOf(problem: Problem | undefined): Record<string, string> {
  return Object.fromEntries((problem?.errors ?? []).map(error => [error.pointer.replace(/^.*\//, ''), error.message]))
}

/** What stands above a form: a problem of its fields stands at the fields. */
export function generalOf(problem: Problem | undefined): Problem | undefined {
  return problem?.errors?.length ? undefined : problem
}

/** Makes a repeated POST safe. crypto.randomUUID() is missing where a hall is opened over plain http. */
export function newIdempotencyKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')
}

export function etag(version: number) {
  return `"${version}"`
}
