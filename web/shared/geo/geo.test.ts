import { describe, expect, it } from 'vitest'
import { fromGcj02, toBd09, toGcj02, type Point } from './datum'
import { lengthWords, metres } from './metres'
import { countyAt, nearestCounty, type County } from './outlines'

const point = (lng: number, lat: number): Point => ({ lng, lat })

describe('coordinates for maps', () => {
  // Printed by src/geo/datum.cpp.
  const known: [Point, Point, Point][] = [
    [point(108.7, 34.33), point(108.7046527, 34.3285443), point(108.7110895, 34.3347732)],
    [point(108.0863, 35.0379), point(108.0912791, 35.0372816), point(108.0977693, 35.0433024)],
    [point(121.4737, 31.2304), point(121.4782231, 31.2284577), point(121.4847815, 31.2343106)],
  ]

  it('are those that the hall itself computes', () => {
    for (const [wgs84, gcj02, bd09] of known) {
      expect(toGcj02(wgs84).lng).toBeCloseTo(gcj02.lng, 7)
      expect(toGcj02(wgs84).lat).toBeCloseTo(gcj02.lat, 7)
      expect(toBd09(wgs84).lng).toBeCloseTo(bd09.lng, 7)
      expect(toBd09(wgs84).lat).toBeCloseTo(bd09.lat, 7)
    }
  })

  it('lead back within a metre all over China, and stay as they are beyond', () => {
    for (let lng = 74; lng < 135; lng += 3.7) {
      for (let lat = 18; lat < 53.5; lat += 2.3) expect(metres(fromGcj02(toGcj02(point(lng, lat))), point(lng, lat))).toBeLessThan(0.1)
    }
    const paris = point(2.35, 48.85)
    expect([toGcj02(paris), toBd09(paris), fromGcj02(paris)]).toEqual([paris, paris, paris])
  })
})

describe('a distance', () => {
  it('is that of the crow, over the date line and at the pole too', () => {
    expect(metres(point(108.7, 34.33), point(108.701, 34.33))).toBeCloseTo(91.8, 1)
    expect(metres(point(179.9, 0), point(-179.9, 0))).toBeCloseTo(22_239, -1)
    expect(metres(point(0, 90), point(180, 90))).toBeCloseTo(0, 3)
    expect(metres(point(10, 10), point(10, 10))).toBe(0)
  })

  it('is said in the unit in which people say it', () => {
    const said = (length: number) => Object.values(lengthWords(length)).join(' ')
    expect([0, 4, 318, 994, 995, 1240, 9949, 9950, 14_400].map(said)).toEqual(['0 m', '0 m', '320 m', '990 m', '1.0 km', '1.2 km', '9.9 km', '10 km', '14 km'])
  })
})

describe('a county', () => {
  const square = (division: string, west: number): County => ({ division, name: division, middle: [west + 0.5, 0.5], rings: [[[west, 0], [west + 1, 0], [west + 1, 1], [west, 1]]] })
  const counties = [square('610402', 0), square('610404', 1)]

  it('is the one that a point lies in', () => {
    expect(countyAt(counties, point(0.2, 0.3))?.division).toBe('610402')
    expect(countyAt(counties, point(1.2, 0.3))?.division).toBe('610404')
    expect(countyAt(counties, point(0.2, 1.3))).toBeUndefined()
  })

  it('is near where none is', () => {
    expect(nearestCounty(counties, point(5, 5))?.division).toBe('610404')
    expect(nearestCounty([], point(5, 5))).toBeUndefined()
  })
})
