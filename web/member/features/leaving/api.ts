import { api, ask } from '@unionhall/shared/api/client'

export const leavingApi = {
  leave: (words: string, key: string) =>
    ask(api.POST('/cases', { params: { header: { 'Idempotency-Key': key } }, body: { type: 'leaving', ...(words ? { words } : {}) } })),
}
