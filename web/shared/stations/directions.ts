import { toBd09, toGcj02, type Point } from '../geo/datum'

export const mapApps = ['amap', 'baidu', 'tencent', 'apple', 'geo'] as const
export type MapApp = (typeof mapApps)[number]

/** Those that this phone may have: Apple's on Apple's, and whatever answers geo: elsewhere. */
export function appsFor(userAgent: string): MapApp[] {
  const apple = /iPhone|iPad|Macintosh/.test(userAgent)
  return mapApps.filter(app => (app === 'apple' ? apple : app === 'geo' ? /Android/.test(userAgent) : true))
}

/**
 * Opens the app, or its page, on the way to a place. Each in its own coordinates; where somebody is, the app finds out by itself.
 * Sources: lbs.amap.com/api/uri-api, lbsyun.baidu.com/index.php?title=uri, lbs.qq.com/webApi/uriV1, developer.apple.com (Map Links), RFC 5870.
 */
export function wayTo(app: MapApp, name: string, place: Point): string {
  const digits = (value: number) => value.toFixed(6)
  const gcj02 = toGcj02(place)
  const bd09 = toBd09(place)
  const said = encodeURIComponent(name)
  switch (app) {
    case 'amap':
      return `https://uri.amap.com/navigation?to=${digits(gcj02.lng)},${digits(gcj02.lat)},${said}&mode=ride&coordinate=gaode&callnative=1`
    case 'baidu':
      return `https://api.map.baidu.com/marker?location=${digits(bd09.lat)},${digits(bd09.lng)}&title=${said}&content=${said}&coord_type=bd09ll&output=html`
    case 'tencent':
      return `https://apis.map.qq.com/uri/v1/routeplan?type=bike&to=${said}&tocoord=${digits(gcj02.lat)},${digits(gcj02.lng)}&coord_type=2&referer=unionhall`
    case 'apple':
      return `https://maps.apple.com/?daddr=${digits(gcj02.lat)},${digits(gcj02.lng)}&q=${said}&dirflg=w`
    case 'geo':
      return `geo:${digits(place.lat)},${digits(place.lng)}?q=${digits(place.lat)},${digits(place.lng)}(${said})`
  }
}
