import { api, ask, type Schemas } from '@unionhall/shared/api/client'
import { sendOrKeep, type Letter } from '../unsent/unsent'
import { verificationApi } from '../verification/api'

export type IdType = Schemas['IdType']
export type Group = Schemas['Group']
/** A union of a county, a town or a park, to choose from. */
export type Seat = Schemas['OrgRef']
/** WGS 84, in degrees. */
export type Place = { lng: number; lat: number }
export type Offer = Schemas['Offers']['items'][number]

/** The phone is the one that she signed in with. Either the code that led here, or the union that she found. */
export type Application = { name: string; id_type: IdType; id_number: string; category?: Group; hidden_from?: string } & ({ channel: string } | { org: string })

export const joinApi = {
  channel: (code: string) => ask(api.GET('/joining/channels/{code}', { params: { path: { code } } })),
  counties: () => ask(api.GET('/joining/counties')),
  towns: (county: string) => ask(api.GET('/joining/counties/{id}/towns', { params: { path: { id: county } } })),
  offers: (category: Group, where: Place | { county: string }) => ask(api.POST('/joining/offers', { body: { category, ...where } })),
  notice: () => ask(api.GET('/consents/notice')),
  send: (letter: Letter) => sendOrKeep(letter),
  verify: verificationApi.verify,
}

export type JoinApi = typeof joinApi
