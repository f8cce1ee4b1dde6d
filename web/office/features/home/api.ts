import { api, ask, type Result, type Schemas } from '@unionhall/shared/api/client'

export const homeApi = {
  figures: (org: string) => ask(api.GET('/figures', { params: { query: { org } } })),
  children: (org: string) => ask(api.GET('/figures/children', { params: { query: { org } } })),
  /** What waits for the role in force: not asked as a stream, it comes as JSON. */
  counters: () => ask(api.GET('/me/counters')) as Promise<Result<Schemas['Counters']>>,
  importsWaiting: (org: string) => ask(api.GET('/imports', { params: { query: { org, state: 'waiting_confirmation', limit: 20 } } })),
}

export type HomeApi = typeof homeApi
