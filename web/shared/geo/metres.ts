import type { Point } from './datum'

const radius = 6_371_008.8 // of a sphere as large as the earth, in metres

/** As the crow flies, like geo::metres. */
export function metres(a: Point, b: Point) {
  const radians = (degrees: number) => (degrees / 180) * Math.PI
  const half = (x: number) => Math.sin(radians(x) / 2) ** 2
  const chord = half(b.lat - a.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(b.lng - a.lng)
  return 2 * radius * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/** "320", "1.2", "14": a length in the unit in which people say it. */
export function lengthWords(metres: number): { value: string; unit: 'm' | 'km' } {
  if (metres < 995) return { value: String(Math.round(metres / 10) * 10), unit: 'm' }
  return { value: metres < 9950 ? (metres / 1000).toFixed(1) : String(Math.round(metres / 1000)), unit: 'km' }
}
