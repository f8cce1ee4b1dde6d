import { api, ask, type Schemas } from '@unionhall/shared/api/client'

export type TermLine = Schemas['TermLine']
export type TermState = TermLine['state']

const page = 50

export const termsApi = {
  list: (org: string, state: TermState, cursor?: string) =>
    ask(api.GET('/orgs/terms', { params: { query: { org, state, limit: page, ...(cursor ? { cursor } : {}) } } })),
  /** Of the union of the role in force and those right below it. */
  calendar: () => ask(api.GET('/orgs/terms/calendar', { parseAs: 'text' })),
}

export type TermsApi = typeof termsApi
