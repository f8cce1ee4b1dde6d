import { api, ask, type Schemas } from '@unionhall/shared/api/client'

export type Union = Schemas['UnionSeen']

export const unionsApi = {
  search: (q: string) => ask(api.POST('/joining/unions', { body: { q } })),
}

export type UnionsApi = typeof unionsApi
