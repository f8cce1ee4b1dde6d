import { api, ask } from '@unionhall/shared/api/client'

export const transferApi = {
  start: (org: string, key: string) => ask(api.POST('/cases', { params: { header: { 'Idempotency-Key': key } }, body: { type: 'transfer', org } })),
  /** To a union that is not in this hall, in her own words. */
  leave: (to: string, key: string) => ask(api.POST('/cases', { params: { header: { 'Idempotency-Key': key } }, body: { type: 'transfer_out', to } })),
  check: (code: string) => ask(api.POST('/transfer-note-checks', { body: { code } })),
}
