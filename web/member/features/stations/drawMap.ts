// The map itself, by Leaflet: outlines, rings of distance around a place, numbered pins. It knows no Vue.
import type { Point } from '@unionhall/shared/geo/datum'
import { lengthWords } from '@unionhall/shared/geo/metres'
import { countyAt, type County } from '@unionhall/shared/geo/outlines'
import { outlineMap } from '@unionhall/shared/geo/outlineMap'
import type { Schemas } from '@unionhall/shared/api/client'
import L from 'leaflet'
import type { Place } from './usePlace'
import type { Hit } from './useStations'

export interface MapAsked {
  words: { zoomIn: string; zoomOut: string; far: (value: string, unit: 'm' | 'km') => string }
  tiles?: Schemas['Tiles']
  choose: (id: string) => void
  /** She has moved it by hand. */
  move: () => void
}

export type DrawnMap = Awaited<ReturnType<typeof drawMap>>

const near = 5 // so many pins are in view at first
const ringsM = [100, 300, 600, 1000, 2000, 3000, 5000, 10_000, 20_000, 50_000]

export async function drawMap(box: HTMLElement, { words, tiles, choose, move }: MapAsked) {
  const { map, whole, counties, demonstration } = await outlineMap(box, tiles, { zoomControl: false })
  L.control.zoom({ position: 'topright', zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map)
  const rings = L.layerGroup().addTo(map)
  const labels = L.layerGroup().addTo(map)
  const pins = L.layerGroup().addTo(map)
  const pinOf = new Map<string, L.Marker>()
  let here: Place | undefined
  let fitting = true

  map.fitBounds(whole)
  map.on('dragend', move)
  map.on('zoomend', () => fitting || move())
  map.on('moveend', label)

  /** `anew` where the place is another one: then the map goes there. */
  function show(hits: readonly Hit[], place: Place | undefined, anew = true) {
    here = place
    pins.clearLayers()
    pinOf.clear()
    hits.forEach((hit, i) => pinOf.set(hit.id, pin(hit, i + 1).addTo(pins)))
    if (place?.from === 'phone') marker(place, 'you', '', [18, 18]).addTo(pins)
    if (anew || fitting) fit(hits)
    label()
  }

  function fit(hits: readonly Hit[]) {
    fitting = true
    if (here) {
      const middle = L.latLng(here.lat, here.lng)
      // Around her, so that the nearest stand where they are to be walked to.
      const far = Math.min(60_000, Math.max(400, ...hits.slice(0, near).map(hit => hit.metres)))
      map.fitBounds(middle.toBounds(2.3 * far), { animate: false, maxZoom: 16 })
    } else map.fitBounds(whole, { animate: false })
    fitting = hits.length === 0
  }

  function pin(hit: Hit, number: number) {
    const kind = hit.doubt ? 'doubted' : hit.opening.is === 'open' || hit.opening.is === 'always' ? 'open' : 'shut'
    const drawn = document.createElement('div')
    drawn.className = `pin ${kind}`
    drawn.appendChild(document.createElement('span')).textContent = hit.doubt ? '!' : String(number)
    const icon = L.divIcon({ html: drawn, className: 'at', iconSize: [30, 30], iconAnchor: [15, 36] })
    // The list is what keyboards and readers of the screen walk along.
    return L.marker([hit.lat, hit.lng], { icon, keyboard: false, zIndexOffset: 1000 - number }).on('click', () => choose(hit.id))
  }

  function marker(place: Point, className: string, text: string, size: L.PointTuple) {
    return L.marker([place.lat, place.lng], { icon: L.divIcon({ html: said(text), className, iconSize: size }), interactive: false, keyboard: false, zIndexOffset: -1000 })
  }

  function said(text: string) {
    return Object.assign(document.createElement('span'), { textContent: text })
  }

  /** Rings that fit into the view, and each county's name where it is in nobody's way. */
  function label() {
    rings.clearLayers()
    labels.clearLayers()
    const size = map.getSize()
    const taken = [...pinOf.values()].map(one => map.latLngToContainerPoint(one.getLatLng()))
    if (here) {
      const middle = L.latLng(here.lat, here.lng)
      const dot = map.latLngToContainerPoint(middle)
      const metresHigh = map.distance(middle, map.containerPointToLatLng(dot.subtract([0, 100]))) / 100
      taken.push(dot)
      for (const radius of ringsM.filter(one => one / metresHigh > 30 && one / metresHigh < size.y / 2).slice(-3)) {
        L.circle(middle, { radius, interactive: false, fill: false, color: '#aeb6c0', weight: 1 }).addTo(rings)
        // At eleven o'clock, where the words of the rings do not stand over each other.
        const onRing = dot.subtract(L.point(0.5, 0.86).multiplyBy(radius / metresHigh))
        const { value, unit } = lengthWords(radius)
        marker(at(onRing), 'word', words.far(value.replace(/\.0$/, ''), unit), [72, 18]).addTo(rings)
        taken.push(onRing)
      }
    }
    for (const [county, spots] of spotsOf(size)) {
      const room = (spot: L.Point) => Math.min(1000, ...taken.map(one => one.distanceTo(spot)))
      const spot = spots.reduce((best, one) => (room(one) > room(best) ? one : best))
      if (room(spot) < 36) continue
      taken.push(spot)
      marker(at(spot), 'word', county.name, [72, 18]).addTo(labels)
    }
  }

  function at(spot: L.Point): Point {
    const { lat, lng } = map.containerPointToLatLng(spot)
    return { lng, lat }
  }

  /** Points of a grid over the view, by county. */
  function spotsOf(size: L.Point) {
    const spots = new Map<County, L.Point[]>()
    for (let x = 44; x <= size.x - 70; x += 24) {
      for (let y = 20; y <= size.y - 36; y += 20) {
        const spot = L.point(x, y)
        const county = countyAt(counties, at(spot))
        if (county) spots.set(county, [...(spots.get(county) ?? []), spot])
      }
    }
    return spots
  }

  function chosen(id: string | undefined) {
    for (const [one, marker] of pinOf) {
      marker.getElement()?.classList.toggle('chosen', one === id)
      marker.setZIndexOffset(one === id ? 2000 : 0)
      if (one === id && !map.getBounds().contains(marker.getLatLng())) map.panInside(marker.getLatLng(), { padding: [40, 40] })
    }
  }

  return {
    show,
    demonstration,
    choose: chosen,
    middle: (): Point => ({ lng: map.getCenter().lng, lat: map.getCenter().lat }),
    remove: () => map.remove(),
  }
}
