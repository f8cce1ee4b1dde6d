import L from 'leaflet'
import type { Schemas } from '../api/client'
import { fromGcj02, toGcj02 } from './datum'

/** Web Mercator as Amap and Tencent draw it. Everything handed to the map stays in WGS 84: here is the edge. */
export const gcj02Mercator: L.CRS = L.extend({}, L.CRS.EPSG3857, {
  projection: L.extend({}, L.Projection.SphericalMercator, {
    project: (at: L.LatLng) => L.Projection.SphericalMercator.project(latLng(toGcj02(at))),
    unproject: (at: L.Point) => latLng(fromGcj02(L.Projection.SphericalMercator.unproject(at))),
  }),
})

const latLng = ({ lat, lng }: { lat: number; lng: number }) => L.latLng(lat, lng)

/** The lowest first. */
export function tileLayers({ urls, subdomains, zoom_max }: Schemas['Tiles']) {
  return urls.map(url =>
    L.tileLayer(url, {
      subdomains,
      maxNativeZoom: zoom_max,
      // Many sources ask whose map it is, or their key is good for that alone.
      referrerPolicy: 'origin',
    }),
  )
}
