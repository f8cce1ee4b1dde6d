import { api, ask, newIdempotencyKey, type Schemas } from '@unionhall/shared/api/client'

export type Card = Schemas['StationCard']
export type Said = Schemas['StationSaid']
export type Report = Schemas['StationReport']

export const stationApi = {
  card: (id: string) => ask(api.GET('/stations/{id}', { params: { path: { id } } })),
  door: (code: string) => ask(api.GET('/station-doors/{code}', { params: { path: { code } } })),
  report: (id: string, said: Report) =>
    ask(api.POST('/stations/{id}/reports', { params: { path: { id }, header: { 'Idempotency-Key': newIdempotencyKey() } }, body: said })),
}

export type StationApi = typeof stationApi

const kept = 'unionhall.device'

/** Tells this browser from others at one door; drawn once, and about nobody. */
export function device(): string {
  try {
    const before = localStorage.getItem(kept)
    if (before) return before
    const drawn = newIdempotencyKey()
    localStorage.setItem(kept, drawn)
    return drawn
  } catch {
    return newIdempotencyKey()
  }
}
