import { api, ask, type Schemas } from '@unionhall/shared/api/client'
import { download } from '@unionhall/shared/api/download'

export type AuditEvent = Schemas['AuditEvent']
export type AuditFilter = Schemas['AuditFilter']

export const auditApi = {
  events: (filter: AuditFilter, cursor?: string) =>
    ask(api.GET('/audit-events', { params: { query: { limit: 50, ...filter, ...(cursor ? { cursor } : {}) } } })),
  why: (id: string) => ask(api.GET('/audit-events/{id}/reach', { params: { path: { id } } })),
  head: () => ask(api.GET('/audit-events/head')),
  prove: () => ask(api.POST('/audit-events/proof')),
  table: (filter: AuditFilter) => download(api.POST('/audit-events/exports', { body: filter, parseAs: 'stream' }), () => undefined),
}

export type AuditApi = typeof auditApi
