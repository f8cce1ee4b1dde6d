import { describe, expect, it } from 'vitest'
import { clockOf, copied, spansOf, untilOf, usualSpan, withSpans, type Part } from './hours'

const workday: Part = { week: { mo: [usualSpan], su: [] }, holidays: [] }

describe('hours that are tapped', () => {
  it('keep a day that is closed apart from one of which nothing is said', () => {
    expect(spansOf(workday, 'su')).toEqual([])
    expect(spansOf(workday, 'tu')).toBeUndefined()
    expect(withSpans(workday, 'su', undefined)).toEqual({ week: { mo: [usualSpan] }, holidays: [] })
    expect(withSpans(workday, 'holidays', undefined)).toEqual({ week: workday.week })
    expect(withSpans(workday, 'make_up', 'as_workday').make_up).toBe('as_workday')
  })

  it('of one day are those of others in one step', () => {
    const part = copied(workday, 'mo', ['tu', 'we', 'su'])
    expect(part.week).toEqual({ mo: [usualSpan], tu: [usualSpan], we: [usualSpan], su: [usualSpan] })
    expect(workday.week!.su).toEqual([])
  })

  it('go over midnight where they end earlier than they begin', () => {
    expect(untilOf('08:00', '18:00')).toBe('18:00')
    expect(untilOf('18:00', '02:00')).toBe('26:00')
    expect(untilOf('08:00', '00:00')).toBe('24:00')
    expect(untilOf('08:00', '08:00')).toBe('32:00')
    expect(clockOf('26:30')).toEqual({ clock: '02:30', nextDay: true })
    expect(clockOf('24:00')).toEqual({ clock: '00:00', nextDay: true })
    expect(clockOf('18:00')).toEqual({ clock: '18:00', nextDay: false })
  })
})
