// Coordinates as the maps of phones in China want them: src/geo/datum.cpp, formula by formula. Everything else is WGS 84.
export interface Point {
  lng: number
  lat: number
}

const inChina = ({ lng, lat }: Point) => lng >= 73.66 && lng <= 135.05 && lat >= 3.86 && lat <= 53.55

/** What GCJ-02 adds to WGS 84, in degrees, on the ellipsoid of Krasovsky 1940. */
function gcj02Shift({ lng, lat }: Point): Point {
  const { sin, cos, sqrt, abs, PI } = Math
  const [semiMajorAxis, eccentricitySquared] = [6378245, 0.00669342162296594323]
  const [x, y] = [lng - 105, lat - 35]
  const waves = ((20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2) / 3
  const north =
    -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + waves +
    ((20 * sin(y * PI) + 40 * sin((y / 3) * PI)) * 2) / 3 +
    ((160 * sin((y / 12) * PI) + 320 * sin((y * PI) / 30)) * 2) / 3
  const east =
    300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + waves +
    ((20 * sin(x * PI) + 40 * sin((x / 3) * PI)) * 2) / 3 +
    ((150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI)) * 2) / 3
  const radians = (lat / 180) * PI
  const magic = 1 - eccentricitySquared * sin(radians) ** 2
  const meridian = (semiMajorAxis * (1 - eccentricitySquared)) / (magic * sqrt(magic))
  const parallel = (semiMajorAxis / sqrt(magic)) * cos(radians)
  return { lng: (east * 180) / (parallel * PI), lat: (north * 180) / (meridian * PI) }
}

/** 火星坐标, as Amap, Tencent and Apple show China. */
export function toGcj02(point: Point): Point {
  return inChina(point) ? plus(point, gcj02Shift(point)) : point
}

/** As Baidu shows it. */
export function toBd09(point: Point): Point {
  if (!inChina(point)) return point
  const { lng, lat } = toGcj02(point)
  const wave = (Math.PI * 3000) / 180
  const radius = Math.hypot(lng, lat) + 0.00002 * Math.sin(lat * wave)
  const angle = Math.atan2(lat, lng) + 0.000003 * Math.cos(lng * wave)
  return { lng: radius * Math.cos(angle) + 0.0065, lat: radius * Math.sin(angle) + 0.006 }
}

/** A shift changes by less than a hundredth of the way, so a few rounds lead back. */
export function fromGcj02(shown: Point): Point {
  if (!inChina(shown)) return shown
  let point = shown
  for (let round = 0; round < 12; ++round) {
    const shift = gcj02Shift(point)
    point = { lng: shown.lng - shift.lng, lat: shown.lat - shift.lat }
  }
  return point
}

function plus(point: Point, shift: Point): Point {
  return { lng: point.lng + shift.lng, lat: point.lat + shift.lat }
}
