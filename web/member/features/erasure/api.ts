import { api, ask } from '@unionhall/shared/api/client'

export const erasureApi = {
  ask: (key: string) => ask(api.POST('/cases', { params: { header: { 'Idempotency-Key': key } }, body: { type: 'erasure' } })),
}
