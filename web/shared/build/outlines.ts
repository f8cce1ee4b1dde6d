// The outlines of the counties for the maps of the pages: `virtual:outlines`, made at every build out of the same GeoJSON that is
// built into the program (cmake/outlines.cmake; UNIONHALL_OUTLINES names another). In a chunk of its own, so that a page which shows
// no map does not carry it, and one that has shown it once shows it without a network.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Plugin } from 'vite'
import { fromGcj02 } from '../geo/datum'
import type { County, Position } from '../geo/outlines'

const root = resolve(import.meta.dirname, '../../..')
const name = 'virtual:outlines'

export function outlines(): Plugin {
  return {
    name: 'outlines',
    resolveId: id => (id === name ? `\0${name}` : undefined),
    load(id) {
      if (id !== `\0${name}`) return undefined
      const file = process.env.UNIONHALL_OUTLINES || resolve(root, 'build/outlines/610400.geojson')
      if (!existsSync(file)) execFileSync(resolve(root, 'script/outlines'), [file])
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(countiesOf(JSON.parse(readFileSync(file, 'utf8')))))})`
    },
  }
}

interface Collection {
  datum?: string
  features: { id?: string; properties: Record<string, string>; geometry: { type: string; coordinates: Position[][] | Position[][][] } }[]
}

/** Degrees; about what a small map can show. */
const tolerance = 0.0015

export function countiesOf({ datum = 'WGS-84', features }: Collection): County[] {
  if (datum !== 'WGS-84' && datum !== 'GCJ-02') throw new Error(`outlines in ${datum} are not read for maps`)
  const raw = features.map(({ id, properties, geometry }) => ({
    division: properties.division ?? properties.adcode ?? id ?? '',
    name: properties.name ?? '',
    rings: (geometry.type === 'Polygon' ? [geometry.coordinates as Position[][]] : (geometry.coordinates as Position[][][])).map(polygon => open(polygon[0]!)),
  }))
  const corners = cornersOf(raw.flatMap(county => county.rings))
  const shown = ([lng, lat]: Position): Position => {
    const point = datum === 'GCJ-02' ? fromGcj02({ lng, lat }) : { lng, lat }
    return [Number(point.lng.toFixed(4)), Number(point.lat.toFixed(4))]
  }
  return raw.map(({ division, name, rings }) => {
    const simple = rings.map(ring => simplify(ring, corners).map(shown)).filter(ring => ring.length > 2)
    return { division, name, rings: simple, middle: middleOf(simple) }
  })
}

const key = ([lng, lat]: Position) => `${lng},${lat}`

/** Without the last point, which is the first, and without what stands twice in a row. */
function open(ring: Position[]) {
  return ring.filter((point, i) => key(point) !== key(ring[(i + 1) % ring.length]!))
}

/** Where more than two lines meet: neighbours keep these, and simplify what is between them alike. */
function cornersOf(rings: Position[][]) {
  const neighbours = new Map<string, Set<string>>()
  for (const ring of rings) {
    ring.forEach((point, i) => {
      const seen = neighbours.get(key(point)) ?? new Set()
      neighbours.set(key(point), seen.add(key(ring.at(i - 1)!)).add(key(ring[(i + 1) % ring.length]!)))
    })
  }
  return new Set([...neighbours].filter(([, seen]) => seen.size > 2).map(([point]) => point))
}

function simplify(ring: Position[], corners: Set<string>): Position[] {
  const start = Math.max(0, ring.findIndex(point => corners.has(key(point))))
  const turned = [...ring.slice(start), ...ring.slice(0, start), ring[start]!]
  const kept: Position[] = []
  for (let from = 0; from < turned.length - 1; ) {
    let until = from + 1
    while (until < turned.length - 1 && !corners.has(key(turned[until]!))) ++until
    const line = turned.slice(from, until + 1)
    // Both neighbours walk it in the same direction, or a tie would be decided in two ways.
    const backwards = key(line[0]!) > key(line.at(-1)!)
    const simple = thin(backwards ? line.reverse() : line)
    kept.push(...(backwards ? simple.reverse() : simple).slice(0, -1))
    from = until
  }
  return kept
}

/** Douglas and Peucker's. */
function thin(line: Position[]): Position[] {
  const [first, last] = [line[0]!, line.at(-1)!]
  let [most, at] = [tolerance, 0]
  for (let i = 1; i < line.length - 1; ++i) {
    const far = distance(line[i]!, first, last)
    if (far > most) [most, at] = [far, i]
  }
  if (at === 0) return [first, last]
  return [...thin(line.slice(0, at + 1)).slice(0, -1), ...thin(line.slice(at))]
}

function distance([x, y]: Position, [x1, y1]: Position, [x2, y2]: Position) {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const along = dx === 0 && dy === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)))
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy)
}

/** The middle of the widest stretch of the largest ring, halfway up: within it whatever its shape. */
function middleOf(rings: Position[][]): Position {
  const largest = [...rings].sort((a, b) => area(b) - area(a))[0] ?? []
  const heights = largest.map(([, lat]) => lat)
  const lat = (Math.min(...heights) + Math.max(...heights)) / 2
  const crossed = largest
    .flatMap(([x, y], i): number[] => {
      const [u, v] = largest[(i + 1) % largest.length]!
      return y > lat !== v > lat ? [x + ((lat - y) / (v - y)) * (u - x)] : []
    })
    .sort((a, b) => a - b)
  let [west, east] = [crossed[0] ?? 0, crossed[1] ?? 0]
  for (let i = 2; i + 1 < crossed.length; i += 2) if (crossed[i + 1]! - crossed[i]! > east - west) [west, east] = [crossed[i]!, crossed[i + 1]!]
  return [Number(((west + east) / 2).toFixed(4)), Number(lat.toFixed(4))]
}

function area(ring: Position[]) {
  return Math.abs(ring.reduce((sum, [x, y], i) => sum + x * ring[(i + 1) % ring.length]![1] - ring[(i + 1) % ring.length]![0] * y, 0) / 2)
}
