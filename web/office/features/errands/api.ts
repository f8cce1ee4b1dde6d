import { api, ask, type Schemas } from '@unionhall/shared/api/client'

export type Errand = Schemas['Errands']['items'][number]
export type NewErrand = Schemas['NewErrand']
export type ErrandGiven = Schemas['ErrandGiven']

const of = (id: string) => ({ params: { path: { id } } })

export const errandsApi = {
  list: (appeal: string) => ask(api.GET('/appeals/{id}/errands', of(appeal))),
  give: (appeal: string, errand: NewErrand, key: string) => ask(api.POST('/appeals/{id}/errands', { params: { path: { id: appeal }, header: { 'Idempotency-Key': key } }, body: errand })),
  withdraw: (appeal: string, errand: string) => ask(api.DELETE('/appeals/{id}/errands/{errand}', { params: { path: { id: appeal, errand } } })),
}
