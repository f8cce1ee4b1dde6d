import { describe, expect, it } from 'vitest'
import { dueOf } from './due'

describe('a due day', () => {
  it('is not late before it is over', () => {
    expect(dueOf('2026-07-15', '2026-07-15')).toEqual({ kind: 'today' })
    expect(dueOf('2026-07-15', '2026-07-16')).toEqual({ kind: 'late', days: 1 })
  })

  it('is counted in days, over the end of a month and a year', () => {
    expect(dueOf('2026-08-01', '2026-07-31')).toEqual({ kind: 'tomorrow' })
    expect(dueOf('2027-01-04', '2026-12-30')).toEqual({ kind: 'later', days: 5 })
    expect(dueOf('2026-02-27', '2026-03-01')).toEqual({ kind: 'late', days: 2 })
  })
})
