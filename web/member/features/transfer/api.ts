import { api, ask } from '@unionhall/shared/api/client'

export const transferApi = {
  start: (org: string, key: string) => ask(api.POST('/cases', { params: { header: { 'Idempotency-Key': key } }, body: { type: 'transfer', org } })),
}
