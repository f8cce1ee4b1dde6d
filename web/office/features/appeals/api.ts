import { api, ask, etag, type Result, type Schemas } from '@unionhall/shared/api/client'

export type AppealForm = Schemas['AppealForm']
export type Alike = Schemas['AlikeAppeals']
export type Channel = Schemas['AppealChannel']
export type Hint = Schemas['AppealHint']
export type Kind = Schemas['AppealKind']
export type NewAppeal = Schemas['NewAppeal']
export type Case = Schemas['Case']

export const kinds: readonly Kind[] = ['demand', 'question', 'complaint', 'suggestion', 'help']
export const difficulties: readonly Schemas['AppealDifficulty'][] = ['urgent', 'question', 'ordinary', 'difficult', 'complex']
/** How one comes in that is not of the worker's own hand. */
export const channels: readonly Channel[] = ['hotline', 'visit', 'letter', 'station', 'field_worker', 'forwarded']

const at = (id: string, version: number) => ({ path: { id }, header: { 'If-Match': etag(version) } })
const once = (id: string, key: string) => ({ path: { id }, header: { 'Idempotency-Key': key } })

/** A 204 is an answer, too. */
async function done(call: Promise<Result<unknown>>): Promise<Result<true>> {
  const result = await call
  return result.ok ? { ok: true, value: true } : result
}

export const appealsApi = {
  file: (body: NewAppeal, key: string) => ask(api.POST('/cases', { params: { header: { 'Idempotency-Key': key } }, body })),
  open: (id: string) => ask(api.GET('/cases/{id}', { params: { path: { id } } })),
  alike: (id: string) => ask(api.GET('/appeals/{id}/alike', { params: { path: { id } } })),
  tie: (id: string, appeal: string) => done(ask(api.POST('/appeals/{id}/ties', { params: { path: { id } }, body: { appeal } }))),
  untie: (id: string, other: string) => done(ask(api.DELETE('/appeals/{id}/ties/{other}', { params: { path: { id, other } } }))),
  supervise: (id: string, comment: string, key: string) => done(ask(api.POST('/appeals/{id}/supervision', { params: once(id, key), body: { comment } }))),
  calledInVain: (id: string, comment: string, key: string) => ask(api.POST('/appeals/{id}/calls', { params: once(id, key), body: comment ? { comment } : {} })),
  askForHelp: (id: string, version: number, body: { org: string; days: number; comment: string }) => ask(api.POST('/cases/{id}/helpers', { params: at(id, version), body })),
  help: (id: string, version: number, comment: string) => ask(api.POST('/cases/{id}/help', { params: at(id, version), body: { comment } })),
  phone: (id: string, key: string) => ask(api.POST('/appeals/{id}/phone-looks', { params: once(id, key) })),
  proposeStory: (id: string, words: string, key: string) => ask(api.POST('/appeals/{id}/story', { params: once(id, key), body: { words } })),
  /** What waits to be called at the hotline's desk, the most urgent first. */
  calls: (state: string, cursor?: string) => ask(api.GET('/cases', { params: { query: { inbox: '1', type: 'appeal', state, limit: 50, ...(cursor ? { cursor } : {}) } } })),
  hints: () => ask(api.GET('/appeal-hints')),
  setHint: (word: string, category: string) => done(ask(api.POST('/appeal-hints', { body: { word, category } }))),
}

export type AppealsApi = typeof appealsApi
