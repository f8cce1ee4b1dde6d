import { api, ask, etag, type Schemas } from '@unionhall/shared/api/client'
import { sendOrKeep } from '../unsent/unsent'

export type Case = Schemas['Case']
export type CaseEvent = Schemas['CaseEvent']
export type CaseHead = Schemas['CaseHead']
export type CaseStep = Schemas['CaseStep']
export type CaseTask = Schemas['CaseTask']

export type Mended = Schemas['JoiningCorrection']

export interface StepWanted {
  id: string
  version: number
  step: string
  comment: string
  /** What the phone on record received, where the step asks for it. */
  code?: string
  /** What changes in the form, where the step may correct it. */
  form?: Mended
  /** How satisfied she is, 5 to 1, where she says how it ended. */
  satisfaction?: number
}

export const casesApi = {
  mine: (cursor?: string) => ask(api.GET('/me/cases', { params: { query: { limit: 20, ...(cursor ? { cursor } : {}) } } })),
  one: (id: string) => ask(api.GET('/cases/{id}', { params: { path: { id } } })),
  step: ({ id, version, step, comment, code, form, satisfaction }: StepWanted) =>
    ask(
      api.POST('/cases/{id}/steps', {
        params: { path: { id }, header: { 'If-Match': etag(version) } },
        body: { step, ...(comment ? { comment } : {}), ...(code ? { code } : {}), ...(form ? { form } : {}), ...(satisfaction ? { satisfaction } : {}) },
      }),
    ),
  /** `about`: what the case is called, for whoever reads it while it waits for the network. */
  comment: (id: string, about: string, text: string, key: string) =>
    sendOrKeep({ kind: 'comment', about, requests: [{ to: '/cases/{id}/comments', case: id, body: { text, inside: false }, key }] }),
}

export type CasesApi = typeof casesApi
