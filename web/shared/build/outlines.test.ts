import { describe, expect, it } from 'vitest'
import { countyAt, type Position } from '../geo/outlines'
import { countiesOf } from './outlines'

const feature = (division: string, ...ring: Position[]) => ({ properties: { division, name: division }, geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]!]] } })

describe('outlines for maps', () => {
  // Two neighbours; their common edge has a step that matters and a wiggle that does not.
  const edge: Position[] = [[1, 0], [1.0003, 0.2], [1, 0.4], [1.2, 0.5], [1, 0.6], [1, 1]]
  const [west, east] = countiesOf({ features: [feature('1', [0, 0], ...edge, [0, 1]), feature('2', ...[...edge].reverse(), [2, 0], [2, 1])] })

  it('leave out what nobody sees, for both neighbours alike', () => {
    const common = (ring: Position[]) => ring.filter(([lng]) => lng >= 1 && lng < 2).map(String).sort()
    expect(common(west!.rings[0]!)).toEqual(['1,0', '1,0.4', '1,0.6', '1,1', '1.2,0.5'])
    expect(common(east!.rings[0]!)).toEqual(common(west!.rings[0]!))
  })

  it('have their names well within them', () => {
    const [lng, lat] = east!.middle
    expect(countyAt([west!, east!], { lng, lat })).toBe(east)
  })

  it('of China are drawn where WGS 84 has them', () => {
    const [county] = countiesOf({ datum: 'GCJ-02', features: [feature('610402', [108.7046527, 34.3285443], [108.9, 34.3], [108.8, 34.5])] })
    expect(county!.rings[0]!.map(String)).toContain('108.7,34.33')
  })
})
