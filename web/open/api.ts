import { api, ask, type Schemas } from '@unionhall/shared/api/client'

export type LinkRecord = Schemas['LinkRecord']
export type LinkLook = Schemas['LinkLook']
export type Corrections = Schemas['Corrections']

export const linkApi = {
  open: (code: string, lastFour: string) => ask(api.POST('/verification-links/looks', { body: { code, last_four: lastFour } })),
  confirm: (look: string) => ask(api.POST('/verification-links/confirmations', { body: { look } })),
  correct: (look: string, said: Corrections) => ask(api.POST('/verification-links/corrections', { body: { look, ...said } })),
}

export type LinkApi = typeof linkApi
