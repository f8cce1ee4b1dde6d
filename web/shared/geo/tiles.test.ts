import L from 'leaflet'
import { describe, expect, it } from 'vitest'
import { toGcj02 } from './datum'
import { gcj02Mercator, tileLayers } from './tiles'

const tiles = {
  urls: ['https://t{s}.tiles.example/vec/{z}/{x}/{y}', 'https://t{s}.tiles.example/names/{z}/{x}/{y}'],
  subdomains: ['0', '1'],
  attribution: '',
  zoom_max: 16,
  datum: 'wgs84' as const,
}
const station = L.latLng(34.33, 108.7)

/** What stands in the middle of a map, as its layer asks the server for it. */
function askedFor(crs: L.CRS, zoom: number) {
  const box = document.body.appendChild(document.createElement('div'))
  for (const side of ['clientWidth', 'clientHeight']) Object.defineProperty(box, side, { value: 10 })
  const map = L.map(box, { crs, center: station, zoom })
  const [layer] = tileLayers(tiles)
  layer!.addTo(map)
  return [...box.querySelectorAll('img')].map(img => img.src)
}

describe('tiles', () => {
  it('are asked for where the station stands', () => {
    expect(askedFor(L.CRS.EPSG3857, 12)).toContainEqual(expect.stringMatching(/^https:\/\/t[01]\.tiles\.example\/vec\/12\/3284\/1631$/))
  })

  it('are drawn larger than there are', () => {
    expect(askedFor(L.CRS.EPSG3857, 18)).toContainEqual(expect.stringContaining('/vec/16/'))
  })

  it('are several layers, the lowest first', () => {
    expect(tileLayers(tiles).map(layer => (layer as unknown as { _url: string })._url)).toEqual(tiles.urls)
  })

  it('in GCJ-02 lie under pins that are given in WGS 84', () => {
    const { lat, lng } = toGcj02(station)
    const shown = gcj02Mercator.latLngToPoint(station, 18)
    expect(shown).toEqual(L.CRS.EPSG3857.latLngToPoint(L.latLng(lat, lng), 18))
    const plain = L.CRS.EPSG3857.latLngToPoint(station, 18)
    expect(shown.distanceTo(plain)).toBeGreaterThan(500) // some 450 m
    const back = gcj02Mercator.pointToLatLng(shown, 18)
    expect(back.distanceTo(station)).toBeLessThan(0.1)
  })
})
