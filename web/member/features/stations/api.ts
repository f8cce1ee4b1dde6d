import { api, ask, type Schemas } from '@unionhall/shared/api/client'

export type Brief = Schemas['StationBrief']
export type Facility = Schemas['Facility']
export type Query = Schemas['StationQuery']

export const stationsApi = {
  nearest: (query: Query) => ask(api.POST('/stations/nearest', { body: query })),
}

export type StationsApi = typeof stationsApi
