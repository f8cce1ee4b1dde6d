import { describe, expect, it } from 'vitest'
import { dueHours, dueOf } from './due'

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

describe('a due hour', () => {
  const at = '2026-07-15T08:30:00Z'
  const from = (time: string) => dueHours(at, new Date(`2026-07-15T${time}Z`))

  it('is late from that moment on', () => {
    expect(from('08:29:59')).toEqual({ kind: 'near', hours: 0 })
    expect(from('08:30:00')).toEqual({ kind: 'late', hours: 0 })
    expect(from('10:31:00')).toEqual({ kind: 'late', hours: 2 })
  })

  it('is near in its last six hours', () => {
    expect(from('02:30:00')).toEqual({ kind: 'later', hours: 6 })
    expect(from('02:31:00')).toEqual({ kind: 'near', hours: 5 })
  })
})
