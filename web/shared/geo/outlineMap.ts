import L from 'leaflet'
import sheet from 'leaflet/dist/leaflet.css?url'
import counties from 'virtual:outlines'

/** A map of nothing but the outlines of the counties: no tile is loaded, so it needs no network and tells nobody what is looked at. */
export async function outlineMap(box: HTMLElement, options: L.MapOptions = {}) {
  await sheetIsThere()
  const map = L.map(box, { attributionControl: false, scrollWheelZoom: false, minZoom: 7, maxZoom: 18, zoomSnap: 0.25, ...options })
  const areas = L.polygon(counties.map(county => county.rings.map(ring => ring.map(([lng, lat]): L.LatLngTuple => [lat, lng]))), {
    interactive: false,
    color: '#7d8794',
    weight: 1.5,
    dashArray: '5 4',
    fillColor: '#eef1f4',
    fillOpacity: 1,
  }).addTo(map)
  return { map, areas, counties }
}

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
