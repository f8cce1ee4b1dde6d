import { api, ask, type Result, type Schemas } from '@unionhall/shared/api/client'

export type NewUnionMove = Schemas['NewUnionMove']
export type NewTransferIn = Schemas['NewTransferIn']
export type Note = Schemas['TransferNote']['note']
export interface Judged {
  verdict: 'genuine' | 'unknown_issuer' | 'unknown_key' | 'tampered'
}
export type IdType = Schemas['IdType']

const repeatable = (key: string) => ({ header: { 'Idempotency-Key': key } })

export const transfersApi = {
  moveUnion: (body: NewUnionMove, key: string) => ask(api.POST('/cases', { params: repeatable(key), body })),
  handIn: (body: NewTransferIn, key: string) => ask(api.POST('/cases', { params: repeatable(key), body })),
  /** What the signature of a note says. */
  judge: (note: string): Promise<Result<Judged>> => ask(api.POST('/transfer-note-verdicts', { body: { note } })),
  /** Whose notes are this hall's own. */
  ourselves: () => ask(api.GET('/transfer-note-issuer')),
  /** How many move along. Whose union lies outside the officer's reach is not told. */
  figures: (org: string) => ask(api.GET('/figures', { params: { query: { org } } })),
}

export type TransfersApi = typeof transfersApi
