import type { Problem } from '@unionhall/shared/api/client'
import { ref, shallowRef, watch } from 'vue'
import { unionsApi, type Union } from '../unions/api'
import { joinApi, type Group, type Offer } from './api'
import { countyEndings, federation } from './texts'

/** A union that is offered, and why. */
export type Offered = Union & { why: Offer['why'] }

export interface Where {
  lng: number
  lat: number
}

const oneTapApi = { offers: joinApi.offers, unions: unionsApi.search, where: whereSheIs }
export type OneTapApi = typeof oneTapApi

/** Of a county's unions those that take somebody without a fixed employer in, as src/services/joining/offers.cpp has them, in its order. */
const nets: readonly (readonly [Union['level'], Offer['why']])[] = [
  ['trade_federation', 'trade'],
  ['regional_federation', 'trade'],
  ['park', 'park'],
  ['county', 'county'],
]

/**
 * Joining without a fixed employer: what she does, and where. Her phone says where, or she chooses her county: nothing lists
 * the counties to a visitor, so they are found by the names of their federations.
 */
export function useOneTap(api: OneTapApi = oneTapApi) {
  const category = ref<Group | ''>('')
  const place = ref<'unknown' | 'asking' | 'known'>('unknown')
  /** Why she chooses her county herself. */
  const choosing = ref<'refused' | 'outside' | 'wanted'>()
  const counties = shallowRef<Union[]>()
  const county = ref('')
  const offers = shallowRef<Offered[]>()
  const problem = ref<Problem>()
  let turn = 0

  /** What was asked for last wins. */
  async function latest<T>(asked: Promise<T>): Promise<T | undefined> {
    const mine = ++turn
    const answer = await asked
    return mine === turn ? answer : undefined
  }

  async function findByPlace(word: Group) {
    offers.value = problem.value = undefined
    place.value = 'asking'
    const here = await latest(api.where())
    if (choosing.value || word !== category.value) return
    if (!here) return void (await chooseCounty('refused'))
    const result = await latest(api.offers(word, here))
    if (!result) return
    place.value = 'known'
    problem.value = result.ok ? undefined : result.problem
    offers.value = result.ok ? result.value.items.map(it => ({ ...it.union, why: it.why })) : undefined
    if (result.ok && result.value.division === '') await chooseCounty('outside')
  }

  async function chooseCounty(why: 'refused' | 'outside' | 'wanted' = 'wanted') {
    turn++
    choosing.value = why
    if (counties.value) return
    problem.value = undefined
    const answers = await Promise.all(countyEndings.map(ending => api.unions(ending + federation)))
    for (const answer of answers) if (!answer.ok) return void (problem.value = answer.problem)
    counties.value = answers.flatMap(it => (it.ok ? it.value.items.filter(union => union.level === 'county') : []))
  }

  async function findInCounty(id: string) {
    const chosen = counties.value?.find(it => it.id === id)
    if (!chosen) return
    offers.value = problem.value = undefined
    const result = await latest(api.unions(countyName(chosen)))
    if (!result) return
    problem.value = result.ok ? undefined : result.problem
    if (!result.ok) return
    const within = result.value.items.filter(union => union.id === chosen.id || union.above.includes(chosen.name))
    offers.value = nets.flatMap(([level, why]) => within.filter(union => union.level === level).map(union => ({ ...union, why })))
  }

  watch(category, word => {
    if (!word) return
    // Her county stays hers, whatever she does there.
    if (!choosing.value) void findByPlace(word)
  })
  watch(county, findInCounty)

  return { category, place, choosing, counties, county, offers, problem, chooseCounty }
}

export function countyName(union: Union) {
  return union.name.replace(new RegExp(`${federation}$`), '')
}

function whereSheIs(): Promise<Where | undefined> {
  if (!('geolocation' in navigator)) return Promise.resolve(undefined)
  return new Promise(done =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done({ lng: coords.longitude, lat: coords.latitude }),
      () => done(undefined),
      { timeout: 10_000, maximumAge: 300_000 },
    ),
  )
}
