import { api, ask, type Schemas } from '@unionhall/shared/api/client'
import { upload } from '@unionhall/shared/api/upload'

export type LinkRecord = Schemas['LinkRecord']
export type LinkLook = Schemas['LinkLook']
export type Corrections = Schemas['Corrections']
export type ErrandAsked = Schemas['ErrandAsked']
export type AppealLook = Schemas['AppealLook']
export type AppealShown = AppealLook['appeal']

export const linkApi = {
  open: (code: string, lastFour: string) => ask(api.POST('/verification-links/looks', { body: { code, last_four: lastFour } })),
  confirm: (look: string) => ask(api.POST('/verification-links/confirmations', { body: { look } })),
  correct: (look: string, said: Corrections) => ask(api.POST('/verification-links/corrections', { body: { look, ...said } })),
}

export const errandApi = {
  open: (code: string) => ask(api.POST('/errand-links/looks', { body: { code } })),
  bring: (code: string, file: File) => upload<{ id: string }>('/api/v1/errand-links/pictures', file, { 'X-Link-Code': code }, () => undefined).done,
  answer: (said: Schemas['ErrandAnswer']) => ask(api.POST('/errand-links/answers', { body: said })),
}

export const appealApi = {
  open: (code: string, surname: string) => ask(api.POST('/appeal-links/looks', { body: { code, surname } })),
  take: (said: Schemas['AppealStep']) => ask(api.POST('/appeal-links/steps', { body: said })),
  say: (look: string, text: string) => ask(api.POST('/appeal-links/comments', { body: { look, text } })),
  rate: (look: string, satisfaction: number) => ask(api.POST('/appeal-links/ratings', { body: { look, satisfaction } })),
}

export type LinkApi = typeof linkApi
export type ErrandApi = typeof errandApi
export type AppealApi = typeof appealApi
