import { describe, expect, it } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import type { Hours } from '@unionhall/shared/stations/hours'
import type { HoursRead } from './api'
import { useHours } from './useHours'

const settled = async () => {
  await nextTick()
  await new Promise(resolve => setTimeout(resolve))
}
const always: Hours = { always: true }

function editing(readOsm: HoursRead, readHours: HoursRead = { osm: '24/7' }) {
  const api = { readOsm: async () => ({ ok: true as const, value: readOsm }), readHours: async () => ({ ok: true as const, value: readHours }) }
  return effectScope().run(() => useHours(ref(undefined), api))!
}

describe('hours while they are edited', () => {
  it('show what they are in the words of OpenStreetMap', async () => {
    const it = editing({})
    it.draft.value = always
    await settled()
    expect(it.osm.value).toBe('24/7')
  })

  it('are taken over from a text', async () => {
    const it = editing({ hours: always })
    it.osm.value = '24/7'
    expect(await it.takeOsm()).toBe(true)
    expect(it.draft.value).toEqual(always)
  })

  it('stay as they were where a text cannot be read, and say at which place', async () => {
    const it = editing({ unreadable: { place: 9, expected: 'time' } })
    await settled()
    const before = it.draft.value
    it.osm.value = 'Mo-Fr 08:xx'
    expect(await it.takeOsm()).toBe(false)
    expect(it.unreadable.value).toEqual({ place: 9, expected: 'time' })
    expect([it.draft.value, it.osm.value]).toEqual([before, 'Mo-Fr 08:xx'])
    it.draft.value = always
    await settled()
    expect(it.unreadable.value).toBeUndefined()
  })
})
