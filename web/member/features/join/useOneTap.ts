import type { Problem } from '@unionhall/shared/api/client'
import { ref, shallowRef, watch } from 'vue'
import type { Union } from '../unions/api'
import { joinApi, type Group, type Offer, type Place, type Seat } from './api'
import { federation } from './texts'

/** A union that is offered, and why. */
export type Offered = Union & { why: Offer['why'] }

const oneTapApi = { offers: joinApi.offers, counties: joinApi.counties, towns: joinApi.towns, where: whereSheIs }
export type OneTapApi = typeof oneTapApi

/** Joining without a fixed employer: what she does, and where. Her phone says where, or she chooses her county. */
export function useOneTap(api: OneTapApi = oneTapApi) {
  const category = ref<Group | ''>('')
  const place = ref<'unknown' | 'asking' | 'known'>('unknown')
  /** Why she chooses her county herself. */
  const choosing = ref<'refused' | 'outside' | 'wanted'>()
  const counties = shallowRef<Seat[]>()
  const county = ref('')
  /** The unions of the streets, towns and parks there, once she wants to see them. */
  const towns = shallowRef<Seat[]>()
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
    show(result)
    if (result.ok && result.value.division === '') await chooseCounty('outside')
  }

  async function chooseCounty(why: 'refused' | 'outside' | 'wanted' = 'wanted') {
    turn++
    choosing.value = why
    if (counties.value) return
    problem.value = undefined
    const result = await api.counties()
    if (result.ok) counties.value = result.value.items
    else problem.value = result.problem
  }

  async function findInCounty() {
    if (!county.value || !category.value) return
    offers.value = problem.value = undefined
    show(await latest(api.offers(category.value, { county: county.value })))
  }

  async function showTowns() {
    problem.value = undefined
    const result = await latest(api.towns(county.value))
    if (result?.ok) towns.value = result.value.items
    else problem.value = result?.problem
  }

  function show(result: Awaited<ReturnType<OneTapApi['offers']>> | undefined) {
    if (!result) return
    problem.value = result.ok ? undefined : result.problem
    offers.value = result.ok ? result.value.items.map(it => ({ ...it.union, why: it.why })) : undefined
  }

  watch(category, word => {
    if (!word) return
    // Her county stays hers, whatever she does there.
    void (choosing.value ? findInCounty() : findByPlace(word))
  })
  watch(county, () => {
    towns.value = undefined
    void findInCounty()
  })

  return { category, place, choosing, counties, county, towns, offers, problem, chooseCounty, showTowns }
}

export function countyName(union: Seat) {
  return union.name.replace(new RegExp(`${federation}$`), '')
}

function whereSheIs(): Promise<Place | undefined> {
  if (!('geolocation' in navigator)) return Promise.resolve(undefined)
  return new Promise(done =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done({ lng: coords.longitude, lat: coords.latitude }),
      () => done(undefined),
      { timeout: 10_000, maximumAge: 300_000 },
    ),
  )
}
