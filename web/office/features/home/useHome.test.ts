import { describe, expect, it, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import type { HomeApi } from './api'
import { fullBar, rateOf, useHome, useOrder, type Child } from './useHome'

function child(name: string, members: number, verified: number): Child {
  return { org: { id: name, name, level: 'county' }, members, verified, unions: members / 10, officers: 1, child_count: 0 }
}
const children = [child('三原县', 100, 28), child('秦都区', 300, 60), child('淳化县', 0, 0)]
const names = (list: readonly Child[]) => list.map(c => c.org.name)

describe('the children of a union', () => {
  it('stand by rate, highest first', () => {
    expect(names(useOrder(ref(children)).ordered.value)).toEqual(['三原县', '秦都区', '淳化县'])
  })

  it('turn round when the same column is chosen again, and figures begin with the largest', () => {
    const { by, ordered, down } = useOrder(ref(children))
    by('members')
    expect(names(ordered.value)).toEqual(['秦都区', '三原县', '淳化县'])
    by('members')
    expect(names(ordered.value)).toEqual(['淳化县', '三原县', '秦都区'])
    by('name')
    expect(down.value).toBe(false)
    expect(names(ordered.value)).toEqual(['三原县', '秦都区', '淳化县'])
  })

  it('have bars up to the next round share', () => {
    expect(rateOf(child('', 0, 0))).toBe(0)
    expect(fullBar(children)).toBe(0.4)
    expect(fullBar([])).toBe(0.1)
    expect(fullBar([child('', 10, 10)])).toBe(1)
  })
})

describe('what waits', () => {
  const api = (waiting: Record<string, number>) => {
    const yes = (value: unknown) => async () => ({ ok: true, value })
    return { figures: yes({}), children: yes({ items: [] }), importsWaiting: yes({ items: [] }), counters: yes({ unread: 0, waiting }) } as unknown as HomeApi
  }
  const stationsOf = async (waiting: Record<string, number>) => {
    const scope = effectScope()
    const { stations } = scope.run(() => useHome(ref('1'), api(waiting)))!
    await vi.waitFor(() => expect(Object.values(stations.value)).toEqual([waiting['stations.doubts'] ?? 0, waiting['stations.checks'] ?? 0]))
    scope.stop()
    return stations.value
  }

  it('of stations is what the hall counts for her role, and nothing where it counts none', async () => {
    expect(await stationsOf({ 'cases.inbox': 7, 'stations.doubts': 2, 'stations.checks': 3 })).toEqual({ doubts: 2, checks: 3 })
    expect(await stationsOf({ 'cases.inbox': 7 })).toEqual({ doubts: 0, checks: 0 })
  })
})
