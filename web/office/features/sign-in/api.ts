import { api, ask, type Schemas } from '@unionhall/shared/api/client'
import { phoneCodeApi } from '@unionhall/shared/use/usePhoneCode'

export const signInApi = {
  ...phoneCodeApi,
  beginOfficer: (body: Schemas['OfficerSessionWanted']) => ask(api.POST('/officer-session', { body })),
  showEnrolment: (key: string) => ask(api.POST('/me/enrolment', { params: { header: { 'Idempotency-Key': key } } })),
}

export type SignInApi = typeof signInApi
