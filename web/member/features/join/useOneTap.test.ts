import { describe, expect, it } from 'vitest'
import { effectScope, nextTick } from 'vue'
import type { Place } from './api'
import { useOneTap, type OneTapApi } from './useOneTap'

const settled = () => new Promise(resolve => setTimeout(resolve))
const union = (id: string, name: string, level: string, above: string[] = ['咸阳市总工会']) => ({ id, name, level, above })
const ok = (value: unknown) => ({ ok: true, value })

const qindu = union('2', '秦都区总工会', 'county')
const couriers = union('22', '秦都区快递行业工会联合会', 'trade_federation', ['咸阳市总工会', '秦都区总工会'])
const counties = [qindu, union('3', '三原县总工会', 'county'), union('4', '兴平市总工会', 'county')].map(({ id, name }) => ({ id, name }))

const towns = [{ id: '31', name: '城关街道总工会' }, { id: '32', name: '池阳街道总工会' }]

function begin(here: Place | undefined, division = '610402', broken?: unknown) {
  const asked: unknown[] = []
  const near = [{ union: qindu, why: 'county' }]
  const api = {
    where: async () => here,
    offers: async (group: string, where: object) => {
      asked.push([group, where])
      return ok({ division, items: 'county' in where ? [{ union: couriers, why: 'trade' }, ...near] : near })
    },
    counties: async () => (asked.push('counties'), broken ?? ok({ items: counties })),
    towns: async (county: string) => (asked.push(['towns', county]), ok({ items: towns })),
  } as unknown as OneTapApi
  return { it: effectScope().run(() => useOneTap(api))!, asked, heal: () => (broken = undefined) }
}

describe('joining by one tap', () => {
  it('goes by where the phone is', async () => {
    const { it, asked } = begin({ lng: 108.7, lat: 34.3 })
    it.category.value = 'courier'
    await settled()
    expect(asked).toEqual([['courier', { lng: 108.7, lat: 34.3 }]])
    expect([it.place.value, it.offers.value?.[0]?.why]).toEqual(['known', 'county'])
  })

  it('asks for the county where the phone does not say, and shows who takes her in there', async () => {
    const { it, asked } = begin(undefined)
    it.category.value = 'courier'
    await settled()
    expect(it.choosing.value).toBe('refused')
    expect(it.counties.value?.map(one => one.id)).toEqual(['2', '3', '4'])
    it.county.value = '2'
    await settled()
    expect(it.offers.value?.map(one => [one.id, one.why])).toEqual([
      ['22', 'trade'],
      ['2', 'county'],
    ])
    it.category.value = 'food_delivery'
    await settled()
    expect([it.county.value, it.offers.value?.length]).toEqual(['2', 2])
    expect(asked.slice(-2)).toEqual([
      ['courier', { county: '2' }],
      ['food_delivery', { county: '2' }],
    ])
  })

  it('shows the towns of her county when she looks for hers, and forgets them with the county', async () => {
    const { it, asked } = begin(undefined)
    it.category.value = 'courier'
    await settled()
    it.county.value = '3'
    await settled()
    await it.showTowns()
    expect(asked.at(-1)).toEqual(['towns', '3'])
    expect(it.towns.value).toEqual(towns)
    it.category.value = 'food_delivery'
    await settled()
    expect(it.towns.value).toEqual(towns)
    it.county.value = '4'
    await settled()
    expect(it.towns.value).toBeUndefined()
  })

  it('asks for the county of whoever is outside the city, too, and still shows who would take her in', async () => {
    const { it } = begin({ lng: 0, lat: 0 }, '')
    it.category.value = 'courier'
    await settled()
    expect([it.choosing.value, it.offers.value?.length, it.counties.value?.length]).toEqual(['outside', 1, 3])
  })

  it('drops the answer of her phone once she has chosen herself', async () => {
    const { it, asked } = begin({ lng: 108.7, lat: 34.3 })
    it.category.value = 'courier'
    await nextTick()
    await it.chooseCounty()
    await settled()
    expect([it.choosing.value, it.offers.value]).toEqual(['wanted', undefined])
    expect(asked).toEqual(['counties'])
  })

  it('says when the counties cannot be read, and reads them at the next try', async () => {
    const problem = { type: '/problems/x', title: '', status: 503 }
    const { it, heal } = begin(undefined, '', { ok: false, problem })
    it.category.value = 'courier'
    await settled()
    expect([it.problem.value, it.counties.value]).toEqual([problem, undefined])
    heal()
    await it.chooseCounty('refused')
    expect([it.problem.value, it.counties.value?.length]).toEqual([undefined, 3])
  })
})
