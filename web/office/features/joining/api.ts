import { api, ask, type Schemas } from '@unionhall/shared/api/client'
import { download, type Received } from '@unionhall/shared/api/download'

export type Channel = Schemas['Channels']['items'][number]
export type ChannelKind = Schemas['ChannelKind']
export type NewChannel = Schemas['NewChannel']
export type Group = Schemas['Group']
export type Ways = Schemas['WaysIn']
export type NewJoining = Schemas['NewJoining']
export type IdType = Schemas['IdType']

export type PosterFormat = 'pdf' | 'png'

export const channelKinds: readonly ChannelKind[] = ['union_hall', 'station', 'village', 'town', 'field_worker']

const repeatable = (key: string) => ({ header: { 'Idempotency-Key': key } })

export const joiningApi = {
  channels: (org: string, cursor?: string) => ask(api.GET('/joining/channels', { params: { query: { org, limit: 50, ...(cursor === undefined ? {} : { cursor }) } } })),
  addChannel: (body: NewChannel, key: string) => ask(api.POST('/joining/channels', { params: repeatable(key), body })),
  closeChannel: (id: string) => ask(api.DELETE('/joining/channels/{code}', { params: { path: { code: id } } })),
  poster: (id: string, format: PosterFormat, received: Received) => download(api.GET('/joining/posters/{id}', { params: { path: { id }, query: { format } }, parseAs: 'stream' }), received),
  /** Of all codes in use at a union and below it, one page each. */
  posters: (org: string, received: Received) => download(api.GET('/joining/posters', { params: { query: { org } }, parseAs: 'stream' }), received),
  ways: (org: string) => ask(api.GET('/orgs/{id}/joining', { params: { path: { id: org } } })),
  setWays: (org: string, body: Ways) => ask(api.PATCH('/orgs/{id}/joining', { params: { path: { id: org } }, body })),
  file: (body: NewJoining, key: string) => ask(api.POST('/cases', { params: repeatable(key), body })),
}

export type JoiningApi = typeof joiningApi
