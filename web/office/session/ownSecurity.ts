import { api, ask, type Schemas } from '@unionhall/shared/api/client'

export type SecondFactorShown = Schemas['SecondFactorShown']
export type AnotherShown = Schemas['AnotherShown']
export type TotpAndPassword = Schemas['TotpAndPassword']
export type PasswordChange = Schemas['PasswordChange']

/** What opens an officer's desk, changed by herself; each call spends a code of her authenticator, or a recovery code. */
export const ownSecurityApi = {
  changePassword: (body: PasswordChange) => ask(api.POST('/me/passwords', { body })),
  renewCodes: (body: TotpAndPassword) => ask(api.POST('/me/recovery-codes', { body })),
  drawAnother: (body: SecondFactorShown) => ask(api.POST('/me/authenticators', { body })),
  takeAnother: (body: AnotherShown) => ask(api.POST('/me/authenticators/confirmations', { body })),
  demoTotp: (ticket?: string) => ask(api.GET('/demo/totp', { params: { query: ticket ? { ticket } : {} } })),
}

export type OwnSecurityApi = typeof ownSecurityApi
