import { api, ask, type Schemas } from '@unionhall/shared/api/client'

export type OwnerAsked = Schemas['OwnerAsked']
export type OwnerAnswer = Schemas['OwnerAnswer']

export const ownerApi = {
  open: (code: string) => ask(api.POST('/station-owner-links/looks', { body: { code } })),
  answer: (said: OwnerAnswer) => ask(api.POST('/station-owner-links/answers', { body: said })),
}

export type OwnerApi = typeof ownerApi
