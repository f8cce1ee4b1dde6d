import { api, ask, type Schemas } from '@unionhall/shared/api/client'

export type Consent = Schemas['Consents']['now'][number]

export const consentsApi = {
  now: () => ask(api.GET('/me/consents', { params: { query: { limit: 1 } } })),
  withdraw: (kind: Consent['kind']) => ask(api.DELETE('/me/consents/{kind}', { params: { path: { kind } } })),
  settings: () => ask(api.GET('/me/notice-settings')),
  setTexts: (texts: boolean) => ask(api.PATCH('/me/notice-settings', { body: { texts } })),
}

export type ConsentsApi = typeof consentsApi
