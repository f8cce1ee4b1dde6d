import { api, ask, etag, type Schemas } from '@unionhall/shared/api/client'

export type Mailing = Schemas['Mailing']
export type MailingState = Mailing['state']
export type MailingStep = Schemas['MailingStep']['step']
export type MailingWanted = Schemas['MailingWanted']
export type MailingCounts = Schemas['MailingCounts']
export type InPerson = Schemas['VerificationInPerson']
export type MailingResults = Schemas['MailingResults']

export const mailingsApi = {
  list: (org: string, cursor?: string) =>
    ask(api.GET('/verification-mailings', { params: { query: { org, limit: 20, ...(cursor === undefined ? {} : { cursor }) } } })),
  prepare: (wanted: MailingWanted, key: string) => ask(api.POST('/verification-mailings', { params: { header: { 'Idempotency-Key': key } }, body: wanted })),
  get: (id: string) => ask(api.GET('/verification-mailings/{id}', { params: { path: { id } } })),
  move: (id: string, version: number, step: MailingStep) =>
    ask(api.POST('/verification-mailings/{id}/steps', { params: { path: { id }, header: { 'If-Match': etag(version) } }, body: { step } })),
  results: (id: string, org?: string) =>
    ask(api.GET('/verification-mailings/{id}/results', { params: { path: { id }, query: org === undefined ? {} : { org } } })),
  figures: (org: string) => ask(api.GET('/figures', { params: { query: { org } } })),
}

export const inPersonApi = {
  verify: (member: string, method: InPerson['method']) => ask(api.POST('/members/{id}/verification', { params: { path: { id: member } }, body: { method, document_seen: true } })),
}

export type MailingsApi = typeof mailingsApi
