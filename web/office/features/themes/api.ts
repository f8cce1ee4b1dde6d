import { api, ask, type Schemas } from '@unionhall/shared/api/client'

export type Theme = Schemas['AppealThemes']['items'][number]
export type SheetLine = Schemas['AppealSheet']['items'][number]

export const themesApi = {
  list: (org: string) => ask(api.GET('/appeal-themes', { params: { query: { org } } })),
  sheet: (org: string) => ask(api.GET('/appeal-sheets', { params: { query: { org } } })),
}
