import { api, ask, type Schemas } from '@unionhall/shared/api/client'

export type MyRecord = Schemas['MyRecord']
export type OwnData = Schemas['OwnData']
export type Look = Schemas['Accesses']['items'][number]

export const recordApi = {
  mine: () => ask(api.GET('/me/record')),
  data: () => ask(api.GET('/me/data')),
  whyLook: (id: string) => ask(api.GET('/me/accesses/{id}/reach', { params: { path: { id } } })),
  looks: (cursor?: string) => ask(api.GET('/me/accesses', { params: { query: { limit: 20, ...(cursor ? { cursor } : {}) } } })),
}
