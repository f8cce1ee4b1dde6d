import { describe, expect, it } from 'vitest'
import { clockOf, daysInLists, daysOnCard, intervalsOf, minuteOf, openingAt, weekOf } from './opening'

const at = (beijing: string) => minuteOf(new Date(`${beijing}:00+08:00`))
const asOf = '2026-07-15T14:20:08.000+08:00' // a Wednesday
const known = (...list: [string, string][]) => intervalsOf(list.map(([from, until]) => [at(from), at(until)]), asOf, daysInLists)!
const end = at('2026-07-22T14:20')

describe('whether a station is open', () => {
  it('is told to the minute: open from its first, closed at its last', () => {
    const day = known(['2026-07-15T08:00', '2026-07-15T22:00'], ['2026-07-16T08:00', '2026-07-16T22:00'])
    expect(openingAt(day, at('2026-07-15T14:20'))).toEqual({ is: 'open', until: at('2026-07-15T22:00') })
    expect(openingAt(day, at('2026-07-15T21:59')).is).toBe('open')
    expect(openingAt(day, at('2026-07-15T22:00'))).toEqual({ is: 'closed', from: at('2026-07-16T08:00') })
    expect(openingAt(day, at('2026-07-16T08:00')).is).toBe('open')
    expect(openingAt(day, at('2026-07-17T12:00'))).toEqual({ is: 'closed', from: undefined })
  })

  it('goes on over midnight', () => {
    const night = known(['2026-07-15T18:00', '2026-07-16T02:00'])
    expect(openingAt(night, at('2026-07-16T01:30'))).toEqual({ is: 'open', until: at('2026-07-16T02:00') })
  })

  it('is always, where nothing that is known ends it', () => {
    const always = intervalsOf([[at('2026-07-15T00:00'), end]], asOf, daysInLists)
    expect(openingAt(always, at('2026-07-20T03:00'))).toEqual({ is: 'always' })
    const reopened = intervalsOf([[at('2026-07-16T08:00'), end]], asOf, daysInLists)
    expect(openingAt(reopened, at('2026-07-16T09:00')).is).toBe('open')
  })

  it('is always on a station’s own page too, though the hall expands 60 days from yesterday on', () => {
    const card = intervalsOf([[at('2026-07-14T00:00'), at('2026-09-12T00:00')]], asOf, daysOnCard)
    expect(openingAt(card, at('2026-07-15T14:20'))).toEqual({ is: 'always' })
  })

  it('is unknown where nobody knows the hours, and beyond what the hall has sent', () => {
    const always = intervalsOf([[at('2026-07-15T00:00'), end]], asOf, daysInLists)
    expect(openingAt(undefined, at('2026-07-15T14:20'))).toEqual({ is: 'unknown' })
    expect(openingAt(always, end)).toEqual({ is: 'unknown' })
    expect(openingAt(always, at('2026-07-14T14:20'))).toEqual({ is: 'unknown' })
    expect(openingAt(known(), at('2026-07-15T15:00'))).toEqual({ is: 'closed', from: undefined })
  })
})

describe('the hours of a week', () => {
  it('stand at the day on which they begin', () => {
    const week = weekOf(known(['2026-07-15T08:00', '2026-07-15T12:00'], ['2026-07-15T18:00', '2026-07-16T02:00'], ['2026-07-18T09:00', '2026-07-18T24:00']), at('2026-07-15T14:20'))
    expect(week).toHaveLength(7)
    expect(week[0]).toEqual({ day: '2026-07-15', spans: [[480, 720], [1080, 1560]] })
    expect(week[1]!.spans).toEqual([])
    expect(week[3]!.spans).toEqual([[540, 1440]])
    expect(week[0]!.spans[1]!.map(clockOf)).toEqual(['18:00', '02:00'])
    expect(clockOf(1440)).toBe('24:00')
  })

  it('of what is open for days are whole days, as far as they are known', () => {
    const week = weekOf(intervalsOf([[at('2026-07-15T00:00'), end]], asOf, daysInLists)!, at('2026-07-15T14:20'))
    expect(week.slice(0, 7).map(day => day.spans)).toEqual(Array.from({ length: 7 }, () => [[0, 1440]]))
    expect(weekOf(intervalsOf([[at('2026-07-15T00:00'), end]], asOf, daysInLists)!, at('2026-07-20T10:00'))).toHaveLength(3)
  })
})
