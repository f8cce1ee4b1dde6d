import { api, ask, etag, type Result, type Schemas } from '@unionhall/shared/api/client'
import { download, type Received } from '@unionhall/shared/api/download'
import { upload } from '@unionhall/shared/api/upload'
import type { Hours } from '@unionhall/shared/stations/hours'
import type { Role, RoleWord } from '../../session/roles'

export type Line = Schemas['StationLine']
/** What its keeper knows of it, and the version that a change writes over. */
export type Station = Schemas['StationRecord'] & { etag: string }
/** Places are WGS 84 here. */
export type Patch = Omit<Schemas['StationPatch'], 'datum'>
export type NewStation = Patch & { name: string; org: string; lng: number; lat: number }
export type State = Schemas['StationState']
export type Step = Schemas['StationStep']['step']
export type Facility = Schemas['Facility']
export type HoursRead = Schemas['HoursRead']
export type OwnerAsks = Schemas['OwnerAsks']
export type OwnerAsk = OwnerAsks['items'][number]
export type OwnerAskMade = Schemas['OwnerAskMade']
export type Reports = Schemas['StationReports']
export type Settlement = Schemas['StationSettlement']['as']
export type TableFormat = 'xlsx' | 'csv' | 'geojson'
export type Double = Schemas['StationDoubles']['items'][number]
export type Area = Schemas['StationArea']
export type Areas = Schemas['StationAreas']
export type AreaGiven = Omit<Schemas['StationAreaGiven'], 'datum'>
export type Provider = Schemas['MapProvider']
export type Part = Schemas['PublicationPart']
export type Publications = Schemas['StationPublications']
export type Published = Publications['items'][number]
export type Settled = Schemas['PublicationSettled']

export const states: readonly State[] = ['planned', 'building', 'acceptance', 'open', 'suspended', 'closed']
export const dues = ['doubted', 'check', 'confirmation'] as const
export type Due = (typeof dues)[number]

export interface Wanted {
  org: string
  state?: State
  due?: Due
}

export interface PublicationsWanted {
  org: string
  provider: Provider
  of?: Part
}

const page = 50
const pageMost = 100
const datum = 'WGS-84'

/** Who may write a station, as src/services/stations/desk.h has it; the server has the last word. */
const keepers: readonly RoleWord[] = ['station_keeper', 'officer', 'registrar', 'chair']
export function mayKeep(role: Role | undefined) {
  return role !== undefined && keepers.includes(role.word)
}

async function versioned(call: Promise<{ data?: Schemas['StationRecord']; error?: unknown; response: Response }>): Promise<Result<Station>> {
  let etag = ''
  const result = await ask(
    call.then(answer => {
      etag = answer.response.headers.get('etag') ?? ''
      return answer
    }),
  )
  return result.ok ? { ok: true, value: { ...result.value, etag } } : result
}

const path = (id: string) => ({ path: { id } })
const repeatable = (key: string) => ({ header: { 'Idempotency-Key': key } })

export const stationsApi = {
  list: (wanted: Wanted, cursor?: string) => ask(api.GET('/stations', { params: { query: { ...wanted, limit: page, ...(cursor ? { cursor } : {}) } } })),
  add: (body: NewStation, key: string) => ask(api.POST('/stations', { params: repeatable(key), body: { ...body, datum } as Schemas['NewStation'] })),
  record: (id: string) => versioned(api.GET('/stations/{id}/record', { params: path(id) })),
  change: (id: string, etag: string, body: Patch) => versioned(api.PATCH('/stations/{id}/record', { params: { ...path(id), header: { 'If-Match': etag } }, body: { ...body, datum } })),
  take: (id: string, etag: string, body: Schemas['StationStep']) => versioned(api.POST('/stations/{id}/steps', { params: { ...path(id), header: { 'If-Match': etag } }, body })),
  readOsm: (osm: string) => ask(api.POST('/stations/hours', { body: { osm } })),
  readHours: (hours: Hours) => ask(api.POST('/stations/hours', { body: { hours } })),
  reports: (id: string) => ask(api.GET('/stations/{id}/reports', { params: path(id) })),
  settle: (id: string, how: Settlement, note: string) => ask(api.POST('/stations/{id}/settlements', { params: path(id), body: { as: how, ...(note ? { note } : {}) } })),
  ownerAsks: (id: string) => ask(api.GET('/stations/{id}/owner-asks', { params: path(id) })),
  askOwner: (id: string, key: string) => ask(api.POST('/stations/{id}/owner-asks', { params: { ...path(id), header: { 'Idempotency-Key': key } } })),
  withdrawOwnerAsk: (id: string, asked: string) => ask(api.DELETE('/stations/{id}/owner-asks/{ask}', { params: { path: { id, ask: asked } } })),
  addPhoto: (id: string, shows: 'outside' | 'inside' | 'sign', file: File, key: string) =>
    upload<{ id: string }>(`/api/v1/stations/${id}/photos?shows=${shows}`, file, { 'Idempotency-Key': key }, () => undefined).done,
  removePhoto: (id: string, photo: string) => ask(api.DELETE('/stations/{id}/photos/{photo}', { params: { path: { id, photo } } })),
  table: (org: string, format: TableFormat, received: Received) => download(api.GET('/station-tables', { params: { query: { org, format } }, parseAs: 'stream' }), received),

  doubles: (org: string) => ask(api.GET('/station-doubles', { params: { query: { org } } })),
  keepApart: (first: string, second: string) => ask(api.POST('/station-doubles', { body: { first, second } })),

  areas: (org: string) => ask(api.GET('/station-areas', { params: { query: { org } } })),
  addArea: (body: AreaGiven, key: string) => ask(api.POST('/station-areas', { params: repeatable(key), body: { ...body, datum } })),
  changeArea: ({ id, version }: Area, body: AreaGiven) => ask(api.PATCH('/station-areas/{id}', { params: { ...path(id), header: { 'If-Match': etag(version) } }, body: { ...body, datum } })),
  removeArea: (id: string) => ask(api.DELETE('/station-areas/{id}', { params: path(id) })),
  /** Those on the map of the areas; more at once than a list shows. */
  open: (org: string, cursor?: string) => ask(api.GET('/stations', { params: { query: { org, state: 'open', limit: pageMost, ...(cursor ? { cursor } : {}) } } })),

  publications: (wanted: PublicationsWanted, cursor?: string) => ask(api.GET('/station-publications', { params: { query: { ...wanted, limit: page, ...(cursor ? { cursor } : {}) } } })),
  publicationsOf: (id: string) => ask(api.GET('/stations/{id}/publications', { params: path(id) })),
  submit: (body: Schemas['SubmissionGiven'], key: string) => ask(api.POST('/station-submissions', { params: repeatable(key), body })),
  settlePublications: (body: Settled) => ask(api.POST('/station-publications', { body })),
  submission: (id: string, received: Received) => download(api.GET('/station-submissions/{id}/table', { params: path(id), parseAs: 'stream' }), received),
}

export type StationsApi = typeof stationsApi
