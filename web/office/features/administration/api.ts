import { api, ask, type Schemas } from '@unionhall/shared/api/client'

export type AccountLine = Schemas['AccountsFound']['items'][number]
export type AccountSearch = Schemas['AccountSearch']
export type LockOut = Schemas['LockOuts']['items'][number]

export const administrationApi = {
  find: (body: AccountSearch) => ask(api.POST('/account-searches', { body })),
  close: (id: string) => ask(api.POST('/accounts/{id}/closure', { params: { path: { id } } })),
  reopen: (id: string) => ask(api.DELETE('/accounts/{id}/closure', { params: { path: { id } } })),
  running: () => ask(api.GET('/running')),
  lockOuts: () => ask(api.GET('/lock-outs')),
  lift: (account: string) => ask(api.DELETE('/lock-outs/{id}', { params: { path: { id: account } } })),
  policies: () => ask(api.GET('/security-policies')),
}

export type AdministrationApi = typeof administrationApi
