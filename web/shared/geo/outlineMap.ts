import L from 'leaflet'
import sheet from 'leaflet/dist/leaflet.css?url'
import type { Schemas } from '../api/client'
import { readOutlines } from './outlines'
import { gcj02Mercator, tileLayers } from './tiles'

/**
 * A map of the outlines of the counties: without tiles nothing is loaded from elsewhere, so it needs no network and tells nobody what is
 * looked at. Where the hall names tiles they lie under the outlines, and where they do not come the outlines are the map.
 */
export async function outlineMap(box: HTMLElement, tiles?: Schemas['Tiles'], options: L.MapOptions = {}) {
  const [{ counties, demonstration }] = await Promise.all([readOutlines(), sheetIsThere()])
  const crs = tiles?.datum === 'gcj02' ? gcj02Mercator : L.CRS.EPSG3857
  const map = L.map(box, { attributionControl: false, scrollWheelZoom: false, minZoom: 7, maxZoom: 18, zoomSnap: 0.25, crs, ...options })
  const areas = L.polygon(counties.map(county => county.rings.map(ring => ring.map(([lng, lat]): L.LatLngTuple => [lat, lng]))), {
    interactive: false,
    color: '#7d8794',
    weight: 1.5,
    dashArray: '5 4',
    fillColor: '#eef1f4',
    fillOpacity: 1,
  }).addTo(map)
  if (tiles) {
    for (const layer of tileLayers(tiles)) layer.once('tileload', () => areas.setStyle({ fill: false })).addTo(map)
  }
  const whole = counties.length > 0 ? areas.getBounds() : china
  return { map, whole, counties, demonstration }
}

/** Where no outlines came: the hall is somewhere in it. */
const china = L.latLngBounds([18, 73], [54, 135])

/** Leaflet's sheet comes with the map: a page without one does not pay for it. */
function sheetIsThere() {
  if (document.querySelector(`link[href="${sheet}"]`)) return Promise.resolve()
  return new Promise<void>(done => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: sheet })
    link.addEventListener('load', () => done())
    link.addEventListener('error', () => done())
    document.head.append(link)
  })
}
