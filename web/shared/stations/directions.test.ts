import { describe, expect, it } from 'vitest'
import { appsFor, wayTo } from './directions'

const place = { lng: 108.7, lat: 34.33 }
const name = '人民路驿站'

describe('the way to a station', () => {
  it('is told to each map in its own coordinates', () => {
    expect(wayTo('amap', name, place)).toContain('to=108.704653,34.328544,')
    expect(wayTo('amap', name, place)).toContain('coordinate=gaode')
    expect(wayTo('tencent', name, place)).toContain('tocoord=34.328544,108.704653')
    expect(wayTo('apple', name, place)).toContain('daddr=34.328544,108.704653')
    expect(wayTo('baidu', name, place)).toContain('location=34.334773,108.711090')
    expect(wayTo('geo', name, place)).toMatch(/^geo:34.330000,108.700000\?/)
  })

  it('carries a name whatever is in it', () => {
    expect(wayTo('amap', 'A&B 站', place)).toContain(',A%26B%20%E7%AB%99&mode=')
  })

  it('is offered by the maps that a phone may have', () => {
    expect(appsFor('Mozilla/5.0 (Linux; Android 9)')).toEqual(['amap', 'baidu', 'tencent', 'geo'])
    expect(appsFor('Mozilla/5.0 (iPhone; CPU iPhone OS 15_0)')).toEqual(['amap', 'baidu', 'tencent', 'apple'])
    expect(appsFor('Mozilla/5.0 (Windows NT 10.0)')).toEqual(['amap', 'baidu', 'tencent'])
  })
})
