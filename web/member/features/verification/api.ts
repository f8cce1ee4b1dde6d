import { api, ask, type Schemas } from '@unionhall/shared/api/client'

export type VerificationWanted = Required<Schemas['VerificationWanted']>

export const verificationApi = {
  verify: (who: VerificationWanted) => ask(api.POST('/me/verification', { body: who })),
}

export type VerificationApi = typeof verificationApi
