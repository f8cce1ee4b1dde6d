import { api, ask, type Schemas } from '@unionhall/shared/api/client'

export type Corrections = Schemas['Corrections']

export const correctionApi = {
  send: (said: Corrections, key: string) => ask(api.POST('/cases', { params: { header: { 'Idempotency-Key': key } }, body: { type: 'correction', ...said } })),
}

export type CorrectionApi = typeof correctionApi
