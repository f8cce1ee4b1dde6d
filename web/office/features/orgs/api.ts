import { api, ask, etag, type Schemas } from '@unionhall/shared/api/client'

export type Org = Schemas['Org']
export type OrgLine = Schemas['OrgLine']
export type OrgPatch = Schemas['OrgPatch']
export type NewOrg = Schemas['NewOrg']
export type Officer = Schemas['Officer']
export type NewOfficer = Schemas['NewOfficer']
export type Postponement = Schemas['Postponement']
export type Dissolution = Schemas['Dissolution']
export type Level = Schemas['Level']

type OrgsWanted = { parent: string } | { within: string; level?: Level }

const page = 50

export const orgsApi = {
  get: (id: string) => ask(api.GET('/orgs/{id}', { params: { path: { id } } })),
  list: (wanted: OrgsWanted, cursor?: string) => ask(api.GET('/orgs', { params: { query: { ...wanted, limit: page, ...(cursor ? { cursor } : {}) } } })),
  add: (body: NewOrg, key: string) => ask(api.POST('/orgs', { params: { header: { 'Idempotency-Key': key } }, body })),
  change: (id: string, version: number, body: OrgPatch) =>
    ask(api.PATCH('/orgs/{id}', { params: { path: { id }, header: { 'If-Match': etag(version) } }, body })),
  move: (id: string, version: number, body: Schemas['OrgMove']) =>
    ask(api.POST('/orgs/{id}/moves', { params: { path: { id }, header: { 'If-Match': etag(version) } }, body })),
  postpone: (id: string, version: number, body: Postponement) =>
    ask(api.POST('/orgs/{id}/postponements', { params: { path: { id }, header: { 'If-Match': etag(version) } }, body })),
  dissolve: (id: string, version: number, body: Dissolution, key: string) =>
    ask(api.POST('/orgs/{id}/dissolution', { params: { path: { id }, header: { 'If-Match': etag(version), 'Idempotency-Key': key } }, body })),
  figures: (org: string) => ask(api.GET('/figures', { params: { query: { org } } })),

  officers: (org: string, below: boolean, cursor?: string) =>
    ask(api.GET('/orgs/{id}/officers', { params: { path: { id: org }, query: { below, limit: page, ...(cursor ? { cursor } : {}) } } })),
  appoint: (org: string, body: NewOfficer, key: string) =>
    ask(api.POST('/orgs/{id}/officers', { params: { path: { id: org }, header: { 'Idempotency-Key': key } }, body })),
  endOfficer: (id: string) => ask(api.DELETE('/officers/{id}', { params: { path: { id } } })),
  enrol: (id: string, key: string) => ask(api.POST('/officers/{id}/enrolments', { params: { path: { id }, header: { 'Idempotency-Key': key } } })),
}

export type OrgsApi = typeof orgsApi
