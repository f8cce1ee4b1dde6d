import { api, ask } from '@unionhall/shared/api/client'
import { phoneCodeApi } from '@unionhall/shared/use/usePhoneCode'

export const signInApi = {
  ...phoneCodeApi,
  beginOfficer: (role: string, totp: string) => ask(api.POST('/officer-session', { body: { role, totp } })),
  showEnrolment: (key: string) => ask(api.POST('/me/enrolment', { params: { header: { 'Idempotency-Key': key } } })),
  demoTotp: () => ask(api.GET('/demo/totp')),
}

export type SignInApi = typeof signInApi
