import { beforeEach, describe, expect, it } from 'vitest'
import { effectScope, nextTick, ref, shallowRef } from 'vue'
import { forgetArea } from '../../seen/area'
import { shownFrom } from '../../seen/seen'
import type { Brief, StationsApi } from './api'
import { keepArea, recallArea } from './lastArea'
import { useStations, type Filters } from './useStations'

const asOf = '2026-07-15T14:20:08+08:00'
const now = new Date(asOf)
const minute = (beijing: string) => new Date(`${beijing}+08:00`).getTime() / 60_000
const here = { lng: 108.7, lat: 34.33 }
const open = [[minute('2026-07-15T08:00'), minute('2026-07-15T22:00')]]

function station(id: string, lng: number, more: Partial<Brief> = {}): Brief {
  return { id, code: id, name: id, address: '', lng, lat: 34.33, facilities: ['water'], state: 'open', intervals: open, ...more }
}

const settled = () => new Promise(resolve => setTimeout(resolve))
const unreachable = async () => ({ ok: false as const, problem: { type: '/problems/client.unreachable', title: '', status: 0 } })

async function list(nearest: unknown, { place = here, filters = { open: false, facilities: [] } }: { place?: typeof here; filters?: Filters } = {}) {
  const it = effectScope().run(() => useStations(shallowRef(place), shallowRef(filters), ref(now), { nearest } as StationsApi))!
  await settled()
  await nextTick()
  return it
}

const answer = (...items: Brief[]) => async () => ({ ok: true as const, value: { as_of: asOf, items: items.map(one => ({ ...one, distance_m: 0 })) } })
const names = (it: Awaited<ReturnType<typeof list>>) => it.hits.value.map(hit => hit.id)

beforeEach(() => {
  forgetArea()
  shownFrom.value = undefined
})

describe('the stations nearby', () => {
  it('stand as the hall has ordered them, open or not by the clock of the phone', async () => {
    const it = await list(answer(station('b', 108.71), station('a', 108.701, { intervals: [] }), station('c', 108.72, { intervals: undefined })))
    expect(names(it)).toEqual(['b', 'a', 'c'])
    expect(it.hits.value.map(hit => hit.opening.is)).toEqual(['open', 'closed', 'unknown'])
    expect(Math.round(it.hits.value[1]!.metres)).toBe(92)
  })

  it('are not open while they are suspended', async () => {
    const it = await list(answer(station('a', 108.7, { state: 'suspended' })))
    expect(it.hits.value[0]!.opening.is).toBe('closed')
  })

  it('seen last are there without a network, the nearest to where she is now first, doubted ones behind', async () => {
    await list(answer(station('a', 108.701), station('b', 108.71), station('c', 108.705, { doubt: { fault: 'locked', people: 3, since: asOf, upheld: false } })))
    const it = await list(unreachable, { place: { lng: 108.712, lat: 34.33 } })
    expect(names(it)).toEqual(['b', 'a', 'c'])
    expect(shownFrom.value).toBe(asOf)
  })

  it('seen last are filtered like the hall does', async () => {
    await list(answer(station('a', 108.701), station('b', 108.71, { facilities: ['water', 'toilet'] })))
    expect(names(await list(unreachable, { filters: { open: false, facilities: ['toilet'] } }))).toEqual(['b'])
    expect((await list(unreachable, { filters: { open: true, facilities: [] } })).state.value).toBe('ready')
  })

  it('are none where nothing was seen, and a refusal is a refusal', async () => {
    expect((await list(unreachable)).state.value).toBe('failed')
    await list(answer(station('a', 108.7)))
    const refused = await list(async () => ({ ok: false, problem: { type: '/problems/x', title: '', status: 500 } }))
    expect(refused.state.value).toBe('failed')
  })
})

describe('the last area', () => {
  it('grows with what is seen, and keeps the nearest', () => {
    keepArea(here, Array.from({ length: 50 }, (_, i) => ({ ...station(`far ${i}`, 109 + i / 100), as_of: asOf })), now)
    keepArea(here, Array.from({ length: 20 }, (_, i) => ({ ...station(`near ${i}`, 108.7 + i / 1000), as_of: asOf })), now)
    const kept = recallArea()!.stations.map(one => one.id)
    expect(kept).toHaveLength(60)
    expect(kept[0]).toBe('near 0')
    expect(kept).not.toContain('far 49')
  })

  it('forgets what is older than the hours that came with it, and where she was exactly', () => {
    keepArea(here, [{ ...station('old', 108.7), as_of: asOf }], now)
    keepArea({ lng: 108.712345, lat: 34.334567 }, [{ ...station('new', 108.7), as_of: '2026-07-23T08:00:00+08:00' }], new Date('2026-07-23T08:00:00+08:00'))
    expect(recallArea()!.stations.map(one => one.id)).toEqual(['new'])
    expect(recallArea()!.place).toEqual({ lng: 108.712, lat: 34.335 })
  })
})
