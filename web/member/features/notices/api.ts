import { api, ask, type Schemas } from '@unionhall/shared/api/client'

export type Told = Schemas['Notice']

export const noticesApi = {
  list: (cursor?: string) => ask(api.GET('/me/notices', { params: { query: { limit: 20, ...(cursor ? { cursor } : {}) } } })),
  unread: () => ask(api.GET('/me/notices/count')),
  read: (upTo: string) => ask(api.POST('/me/notices/read', { body: { up_to: upTo } })),
}

export type NoticesApi = typeof noticesApi
