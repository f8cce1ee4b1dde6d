import { api, ask, etag, type Result, type Schemas } from '@unionhall/shared/api/client'

export type Case = Schemas['Case']
export type CaseEvent = Schemas['CaseEvent']
export type CaseStep = Schemas['CaseStep']
export type CaseTask = Schemas['CaseTask']
export type InboxLine = Schemas['InboxLine']
export type Inbox = Schemas['Inbox']
export type HandOver = Schemas['HandOver']
export type StepWanted = Schemas['StepWanted']
/** What goes with a step beside its words. */
export type StepMore = Omit<StepWanted, 'step' | 'comment'>
export type CommentWanted = Schemas['CommentWanted']
export type BatchWanted = Schemas['BatchWanted']
export type BatchDone = Schemas['BatchDone']

/** What the inbox shows: this union's alone or with those below, of one kind, in one state, late ones alone. */
export interface InboxWanted {
  inbox: '1' | 'all'
  type?: string
  state?: string
  overdue?: '1'
}

const at = (id: string, version: number) => ({ path: { id }, header: { 'If-Match': etag(version) } })

export const casesApi = {
  inbox: (wanted: InboxWanted, limit: number, cursor?: string) =>
    ask(api.GET('/cases', { params: { query: { ...wanted, limit, ...(cursor === undefined ? {} : { cursor }) } } })),
  open: (id: string) => ask(api.GET('/cases/{id}', { params: { path: { id } } })),
  step: (id: string, version: number, body: StepWanted) => ask(api.POST('/cases/{id}/steps', { params: at(id, version), body })),
  /** Nothing comes back where the case is out of sight now. */
  handOver: (id: string, version: number, body: HandOver): Promise<Result<Case | undefined>> =>
    ask(api.POST('/cases/{id}/hand-overs', { params: at(id, version), body })),
  giveBack: (id: string, version: number, comment: string): Promise<Result<Case | undefined>> =>
    ask(api.POST('/cases/{id}/returns', { params: at(id, version), body: { comment } })),
  say: (id: string, body: CommentWanted, key: string) =>
    ask(api.POST('/cases/{id}/comments', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body })),
  batch: (body: BatchWanted) => ask(api.POST('/case-batches', { body })),
}

export type CasesApi = typeof casesApi
