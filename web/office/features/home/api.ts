import { api, ask } from '@unionhall/shared/api/client'

export const homeApi = {
  figures: (org: string) => ask(api.GET('/figures', { params: { query: { org } } })),
  children: (org: string) => ask(api.GET('/figures/children', { params: { query: { org } } })),
  importsWaiting: (org: string) => ask(api.GET('/imports', { params: { query: { org, state: 'waiting_confirmation', limit: 20 } } })),
}

export type HomeApi = typeof homeApi
