import { api, ask, type Result, type Schemas } from '@unionhall/shared/api/client'
import { download } from '@unionhall/shared/api/download'

export type MyRecord = Schemas['MyRecord']
export type OwnData = Schemas['OwnData']
export type Look = Schemas['Accesses']['items'][number]

export const recordApi = {
  mine: () => ask(api.GET('/me/record')),
  data: () => ask(api.GET('/me/data')) as Promise<Result<OwnData>>, // a PDF where that is asked for
  dataPages: () => download(api.GET('/me/data', { params: { query: { format: 'pdf' } }, parseAs: 'stream' }), () => undefined),
  whyLook: (id: string) => ask(api.GET('/me/accesses/{id}/reach', { params: { path: { id } } })),
  looks: (cursor?: string) => ask(api.GET('/me/accesses', { params: { query: { limit: 20, ...(cursor ? { cursor } : {}) } } })),
}
