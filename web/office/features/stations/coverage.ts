import type { Area, Areas } from './api'

/** Pixels across of a place on the map: its surface grows with its people, and the smallest can still be hit. */
export function sizeOf(area: Pick<Area, 'workers'>, most: number) {
  const [smallest, largest] = [18, 36]
  return Math.round(smallest + (largest - smallest) * Math.sqrt(most > 0 ? area.workers / most : 0))
}

/** Places, and people at them, that have no open station near. */
export function bareOf(areas: Areas) {
  return { areas: areas.items.length - areas.covered, workers: areas.workers - areas.workers_covered }
}

/** A number of people as it was typed: none where it is to be counted, NaN where it is no such number. */
export function headcountOf(typed: string) {
  const text = typed.trim()
  if (text === '') return null
  const people = /^\d+$/.test(text) ? Number(text) : Number.NaN
  return people <= 1_000_000 ? people : Number.NaN
}
