import { describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import type { Double, StationsApi } from './api'
import { nameOf, useDoubles } from './useDoubles'

const settled = () => new Promise(resolve => setTimeout(resolve))
const pair = (first: string, second: string) => ({ first: { id: first }, second: { id: second }, distance_m: 32, alike: [] }) as unknown as Double
const gone = { ok: false as const, problem: { type: '/problems/stations.not_found', title: 'gone', status: 404 } }

async function looking(items: Double[], more = false) {
  const doubles = vi.fn(async () => ({ ok: true as const, value: { items, more } }))
  const api = { doubles, keepApart: vi.fn(async () => ({ ok: true as const, value: undefined })), record: vi.fn(async () => gone) }
  const it = effectScope().run(() => useDoubles(() => '7', api as unknown as StationsApi))!
  await settled()
  return { it, api, names: () => it.pairs.value.map(nameOf) }
}

describe('stations that may be one', () => {
  it('leave the list together once they are told apart', async () => {
    const { it: doubles, api, names } = await looking([pair('1', '2'), pair('2', '3')])
    expect(await doubles.apart(doubles.pairs.value[0]!)).toBe(true)
    expect(api.keepApart).toHaveBeenCalledWith('1', '2')
    expect(names()).toEqual(['2 3'])
  })

  it('leave it in every pair once one of them is closed', async () => {
    const { it: doubles, names } = await looking([pair('1', '2'), pair('2', '3'), pair('4', '5')])
    await doubles.closed('2')
    expect(names()).toEqual(['4 5'])
  })

  it('make room for those that were left out', async () => {
    const { it: doubles, api } = await looking([pair('1', '2')], true)
    await doubles.closed('1')
    expect(api.doubles).toHaveBeenCalledTimes(2)
  })

  it('stay, and say why, where one cannot be opened', async () => {
    const { it: doubles, names } = await looking([pair('1', '2')])
    expect(await doubles.recordOf(doubles.pairs.value[0]!, '2')).toBeUndefined()
    expect(doubles.refused.value).toEqual({ pair: '1 2', problem: gone.problem })
    expect(names()).toEqual(['1 2'])
  })
})
