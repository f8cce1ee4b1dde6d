import { api, ask, etag, type Schemas } from '@unionhall/shared/api/client'
import { download } from '@unionhall/shared/api/download'

export type Member = Schemas['Member']
export type MemberLine = Schemas['MemberLine']
export type MemberPage = Schemas['MemberPage']
export type MemberPatch = Schemas['MemberPatch']
export type MemberSearch = Schemas['MemberSearch']
export type MemberFilters = Schemas['MemberFilters']
export type Status = Schemas['Status']
export type Source = Schemas['Source']
export type Verified = Schemas['Verified']
export type HistoryEvent = Schemas['HistoryEvent']
export type Revealed = Schemas['Revealed']
export type RevealWanted = Schemas['RevealWanted']
export type Export = Schemas['Export']
export type ExportWanted = Schemas['ExportWanted']
export type FullExportWanted = Schemas['NewFullExport']

export type Compared = Schemas['Comparison']
export type ComparedMember = Schemas['ComparedMember']
export type MergeField = Schemas['MergeField']
export type MergeWanted = Schemas['MergeWanted']
export type Parted = Schemas['Parted']

const repeatable = (key: string) => ({ header: { 'Idempotency-Key': key } })

export const membersApi = {
  search: (search: MemberSearch) => ask(api.POST('/member-searches', { body: search })),
  figures: (org: string) => ask(api.GET('/figures', { params: { query: { org } } })),
  open: (id: string) => ask(api.GET('/members/{id}', { params: { path: { id } } })),
  change: (id: string, version: number, patch: MemberPatch) =>
    ask(api.PATCH('/members/{id}', { params: { path: { id }, header: { 'If-Match': etag(version) } }, body: patch })),
  reveal: (id: string, wanted: RevealWanted, key: string) =>
    ask(api.POST('/members/{id}/reveals', { params: { path: { id }, ...repeatable(key) }, body: wanted })),
  notDouble: (id: string, other: string, key: string) =>
    ask(api.POST('/members/{id}/not-doubles', { params: { path: { id }, ...repeatable(key) }, body: { other } })),
  compare: (id: string, other: string) => ask(api.GET('/members/{id}/doubles/{other}', { params: { path: { id, other } } })),
  merge: (id: string, version: number, wanted: MergeWanted, key: string) =>
    ask(api.POST('/members/{id}/merges', { params: { path: { id }, header: { 'If-Match': etag(version), 'Idempotency-Key': key } }, body: wanted })),
  undoMerge: (id: string) => ask(api.POST('/member-merges/{id}/undo', { params: { path: { id } } })),
  beginExport: (wanted: ExportWanted, key: string) => ask(api.POST('/member-exports', { params: repeatable(key), body: wanted })),
  retired: (org: string, cursor?: string) => ask(api.POST('/member-suggestions', { body: { org, kind: 'retirement', limit: 50, ...(cursor === undefined ? {} : { cursor }) } })),
  handUpDouble: (wanted: Schemas['NewDouble'], key: string) => ask(api.POST('/cases', { params: repeatable(key), body: wanted })),
  askFullExport: (wanted: FullExportWanted, key: string) => ask(api.POST('/cases', { params: repeatable(key), body: wanted })),
  exports: () => ask(api.GET('/member-exports')),
}

export type MembersApi = typeof membersApi

/** Where a finished export is fetched from; the session's cookie goes with it. */
export function exportFileUrl(id: string) {
  return `/api/v1/member-exports/${id}/file`
}

/** One with whole numbers, which leaves the hall this once. */
export function fetchFull(id: string, totp: string) {
  return download(api.POST('/member-exports/{id}/fetches', { params: { path: { id } }, body: { totp }, parseAs: 'stream' }), () => {})
}
