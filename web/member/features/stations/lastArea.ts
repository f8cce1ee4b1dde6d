// The stations seen last, to be read without a network, and about where that was. Kept in this browser like what was seen before
// (seen/seen.ts), but for a visitor too: it holds nothing of hers but a place, to some 100 m.
import type { Point } from '@unionhall/shared/geo/datum'
import { metres } from '@unionhall/shared/geo/metres'
import { areaName } from '../../seen/area'
import { keepSeen } from '../../session/preferences'
import type { Brief } from './api'

/** A station as it was read then. */
export type Kept = Brief & { as_of: string }

export interface Area {
  place: Point
  stations: Kept[]
}

const stationsMax = 60
const daysKept = 7 // then the hours that came with it are over

export function keepArea(place: Point, stations: readonly Kept[], now = new Date()) {
  if (keepSeen.value === 'off') return
  const oldest = new Date(now.getTime() - daysKept * 86_400_000).toISOString()
  const read = new Set(stations.map(one => one.id))
  const before = (recallArea()?.stations ?? []).filter(one => !read.has(one.id) && new Date(one.as_of).toISOString() > oldest)
  const nearest = [...stations, ...before].sort((a, b) => metres(place, a) - metres(place, b)).slice(0, stationsMax)
  const rough = (degrees: number) => Number(degrees.toFixed(3))
  try {
    localStorage.setItem(areaName, JSON.stringify({ place: { lng: rough(place.lng), lat: rough(place.lat) }, stations: nearest } satisfies Area))
  } catch {
    // full, or forbidden: then there is nothing to read without a network
  }
}

export function recallArea(): Area | undefined {
  try {
    const kept = localStorage.getItem(areaName)
    return kept === null ? undefined : (JSON.parse(kept) as Area)
  } catch {
    return undefined
  }
}
