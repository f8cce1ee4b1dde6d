import { outlinesAt } from '../api/outlinesAt'
import { metres } from './metres'
import type { Point } from './datum'

/** [lng, lat] in WGS 84. */
export type Position = [number, number]

/** A county, simplified for a small map by the hall (src/geo/drawing.cpp). */
export interface County {
  division: string
  name: string
  /** Outer rings; holes are left out. */
  rings: Position[][]
  /** Well within it. */
  middle: Position
}

export interface Outlines {
  /** What nobody may take for a map. */
  demonstration: boolean
  counties: readonly County[]
}

let known: Promise<Outlines> | undefined

/**
 * Read once for all maps of a page; none where the hall cannot be reached. Not by the api's client: what that answers is shown with its
 * age, which is nothing to say of a county.
 */
export async function readOutlines(): Promise<Outlines> {
  known ??= fetch(outlinesAt).then(answer => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
  try {
    return await known
  } catch {
    known = undefined
    return { demonstration: false, counties: [] }
  }
}

export function isIn(county: County, { lng, lat }: Point) {
  return county.rings.some(ring => {
    let inside = false
    for (let i = 0, before = ring.length - 1; i < ring.length; before = i++) {
      const [[x, y], [u, v]] = [ring[i]!, ring[before]!]
      if (y > lat !== v > lat && lng < ((u - x) * (lat - y)) / (v - y) + x) inside = !inside
    }
    return inside
  })
}

/** The county a point is in; near the edge of a simplified outline it may be the neighbour. */
export function countyAt(counties: readonly County[], point: Point) {
  return counties.find(county => isIn(county, point))
}

/** The county whose middle is nearest: somewhere to begin. */
export function nearestCounty(counties: readonly County[], point: Point) {
  const far = (county: County) => metres(point, { lng: county.middle[0], lat: county.middle[1] })
  return [...counties].sort((a, b) => far(a) - far(b))[0]
}
