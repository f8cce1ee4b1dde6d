import { describe, expect, it } from 'vitest'
import type { Area, Areas } from './api'
import { bareOf, headcountOf, sizeOf } from './coverage'

describe('a gathering place on the map', () => {
  it('has a surface that grows with its people', () => {
    const [none, quarter, all] = [0, 100, 400].map(workers => sizeOf({ workers }, 400)) as [number, number, number]
    expect(quarter - none).toBe((all - none) / 2)
  })

  it('can be hit where nobody is anywhere', () => {
    expect(sizeOf({ workers: 0 }, 0)).toBe(18)
  })
})

describe('what is covered', () => {
  it('leaves the rest without a station', () => {
    const areas: Areas = { items: [{}, {}, {}] as Area[], within_m: 1000, workers: 500, covered: 1, workers_covered: 120 }
    expect(bareOf(areas)).toEqual({ areas: 2, workers: 380 })
  })
})

describe('a number of people', () => {
  it('is counted where it is left out', () => {
    expect([headcountOf(''), headcountOf(' ')]).toEqual([null, null])
  })

  it('is whole and at most a million', () => {
    expect(['0', ' 120 ', '1000000'].map(headcountOf)).toEqual([0, 120, 1_000_000])
    expect(['-1', '1.5', '1e3', '1000001', 'many'].map(headcountOf)).toEqual(Array(5).fill(Number.NaN))
  })
})
