import { describe, expect, it } from 'vitest'
import { dayOf, daysIn, inMonth, partsOf } from './seasons'

describe('days of a season', () => {
  it('are a month and a day', () => {
    expect(partsOf('06-01')).toEqual({ month: 6, day: 1 })
    expect(dayOf(6, 1)).toBe('06-01')
  })

  it('never stand beyond the end of a month', () => {
    expect(daysIn(2)).toBe(29)
    expect(dayOf(2, 31)).toBe('02-29')
    expect(inMonth('05-30', 2)).toBe('02-29')
  })

  it('stay the last of a month where they were', () => {
    expect(inMonth('09-30', 10)).toBe('10-31')
    expect(inMonth('06-01', 5)).toBe('05-01')
    expect(inMonth('06-15', 2)).toBe('02-15')
  })
})
