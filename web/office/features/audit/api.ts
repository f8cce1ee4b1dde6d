import { api, ask, type Schemas } from '@unionhall/shared/api/client'

export type AuditEvent = Schemas['AuditEvent']

export const auditApi = {
  events: (kind: string, cursor?: string) =>
    ask(api.GET('/audit-events', { params: { query: { limit: 50, ...(kind ? { kind } : {}), ...(cursor ? { cursor } : {}) } } })),
  head: () => ask(api.GET('/audit-events/head')),
}
