import { api, ask } from '@unionhall/shared/api/client'

export const signInApi = {
  sendCode: (phone: string) => ask(api.POST('/sign-in/code', { body: { phone } })),
  signIn: (phone: string, code: string, account?: string) => ask(api.POST('/sign-in', { body: { phone, code, ...(account ? { account } : {}) } })),
  beginOfficer: (role: string, totp: string) => ask(api.POST('/officer-session', { body: { role, totp } })),
  showEnrolment: (key: string) => ask(api.POST('/me/enrolment', { params: { header: { 'Idempotency-Key': key } } })),
  demoTotp: () => ask(api.GET('/demo/totp')),
}

export type SignInApi = typeof signInApi
