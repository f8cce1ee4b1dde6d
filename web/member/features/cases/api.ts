import { api, ask, etag, type Schemas } from '@unionhall/shared/api/client'

export type Case = Schemas['Case']
export type CaseHead = Schemas['CaseHead']
export type CaseStep = Schemas['CaseStep']
export type CaseTask = Schemas['CaseTask']

export interface StepWanted {
  id: string
  version: number
  step: string
  comment: string
  /** What the phone on record received, where the step asks for it. */
  code?: string
}

export const casesApi = {
  mine: (cursor?: string) => ask(api.GET('/me/cases', { params: { query: { limit: 20, ...(cursor ? { cursor } : {}) } } })),
  one: (id: string) => ask(api.GET('/cases/{id}', { params: { path: { id } } })),
  step: ({ id, version, step, comment, code }: StepWanted) =>
    ask(api.POST('/cases/{id}/steps', { params: { path: { id }, header: { 'If-Match': etag(version) } }, body: { step, ...(comment ? { comment } : {}), ...(code ? { code } : {}) } })),
  comment: (id: string, text: string, key: string) =>
    ask(api.POST('/cases/{id}/comments', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body: { text, inside: false } })),
}

export type CasesApi = typeof casesApi
