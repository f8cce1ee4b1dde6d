import { api, ask, etag, type Schemas } from '@unionhall/shared/api/client'
import { upload } from '@unionhall/shared/api/upload'

export type Import = Schemas['Import']
export type ImportLine = Schemas['ImportLine']
export type ImportState = Schemas['ImportState']
export type ImportKind = Schemas['ImportKind']
export type ImportCounts = Schemas['ImportCounts']
export type ImportHeader = Schemas['ImportHeader']
export type ImportMatch = Schemas['ImportMatch']
export type ImportProblem = Schemas['ImportProblem']
export type ImportDouble = Schemas['ImportDouble']
export type ProblemKind = Schemas['ProblemKind']

const at = (id: string, version: number) => ({ path: { id }, header: { 'If-Match': etag(version) } })

export const importsApi = {
  list: (org: string, cursor?: string) =>
    ask(api.GET('/imports', { params: { query: { org, limit: 50, ...(cursor === undefined ? {} : { cursor }) } } })),
  open: (id: string) => ask(api.GET('/imports/{id}', { params: { path: { id } } })),
  match: (id: string, version: number, match: ImportMatch) => ask(api.PATCH('/imports/{id}', { params: at(id, version), body: match })),
  drop: (id: string, version: number) => ask(api.DELETE('/imports/{id}', { params: at(id, version) })),
  commit: (id: string, version: number, confirmer?: string) =>
    ask(api.POST('/imports/{id}/commit', { params: at(id, version), body: confirmer === undefined ? {} : { confirmer } })),
  confirm: (id: string, version: number) => ask(api.POST('/imports/{id}/confirmation', { params: at(id, version) })),
  undo: (id: string, version: number) => ask(api.POST('/imports/{id}/undo', { params: at(id, version) })),
  problems: (id: string, kind?: ProblemKind, cursor?: string) =>
    ask(
      api.GET('/imports/{id}/problems', {
        params: { path: { id }, query: { limit: 20, ...(kind === undefined ? {} : { kind }), ...(cursor === undefined ? {} : { cursor }) } },
      }),
    ),
  doubles: (id: string, cursor?: string) =>
    ask(api.GET('/imports/{id}/doubles', { params: { path: { id }, query: { limit: 50, ...(cursor === undefined ? {} : { cursor }) } } })),
  kept: (id: string, cursor?: string) =>
    ask(api.GET('/imports/{id}/kept', { params: { path: { id }, query: { limit: 50, ...(cursor === undefined ? {} : { cursor }) } } })),
  askForTransfer: (transfer: NonNullable<ImportProblem['transfer']>, key: string) =>
    ask(api.POST('/cases', { params: { header: { 'Idempotency-Key': key } }, body: { type: 'transfer', ...transfer } })),
  decide: (id: string, row: number, same: boolean) =>
    ask(api.POST('/imports/{id}/doubles/{row}', { params: { path: { id, row } }, body: { same } })),
}

export type ImportsApi = typeof importsApi

export interface NewImport {
  kind: ImportKind
  org: string
  file: File
  /** Who collected it, where not the union itself. */
  department: string
}

/** Sends a file; the name of the file names no person, so it may stand in the address. */
export function bring({ kind, org, file, department }: NewImport, key: string, language: string, sent: (bytes: number) => void) {
  const query = new URLSearchParams({ kind, org, name: file.name, ...(department ? { department } : {}) })
  return upload<Schemas['Created']>(`/api/v1/imports?${query}`, file, { 'Idempotency-Key': key, 'Accept-Language': language }, sent)
}

/** The rows that came back, with a last column 错误信息. */
export function reportUrl(id: string) {
  return `/api/v1/imports/${id}/report`
}
