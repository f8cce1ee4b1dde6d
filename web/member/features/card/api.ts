import { api, ask, type Schemas } from '@unionhall/shared/api/client'

export type Card = Schemas['Card']

export const cardApi = {
  mine: () => ask(api.GET('/me/card')),
  check: (code: string) => ask(api.POST('/card-checks', { body: { code } })),
}
export type CardApi = typeof cardApi
