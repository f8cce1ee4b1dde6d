import { describe, expect, it } from 'vitest'
import type { TermLine } from './api'
import { endsIn, leftOf, monthsFrom } from './calendar'

const event = (id: string, day: string, words: string) =>
  `BEGIN:VEVENT\r\nUID:term-${id}-${day}@unionhall\r\nDTSTAMP:20260715T000000Z\r\nDTSTART;VALUE=DATE:${day}\r\nDTEND;VALUE=DATE:20991231\r\nSUMMARY:${words}\r\nEND:VEVENT\r\n`

describe('the calendar of terms', () => {
  it('is read whole, the nearest end first, its long lines and its commas put back', () => {
    const calendar = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${event('8', '20271231', '很长很长的\r\n 工会\\, 第一分会任期届满')}${event('7', '20270103', 'Term ends: A')}END:VCALENDAR\r\n`
    expect(endsIn(calendar)).toEqual([
      { org: '7', on: '2027-01-03', words: 'Term ends: A' },
      { org: '8', on: '2027-12-31', words: '很长很长的工会, 第一分会任期届满' },
    ])
    expect(endsIn('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n')).toEqual([])
  })

  it('has twelve months, over the end of the year', () => {
    const months = monthsFrom('2026-11-26')
    expect([months.length, months[0], months[2], months[11]]).toEqual([12, '2026-11', '2027-01', '2027-10'])
    expect(monthsFrom('2026-01-31', 2)).toEqual(['2026-01', '2026-02'])
  })
})

describe('the time left', () => {
  const line = (days_left: number, postponed_until?: string) => ({ days_left, ...(postponed_until ? { postponed_until } : {}) }) as TermLine

  it('is that of a term, or of the day to which its election is put off', () => {
    expect(leftOf(line(30))).toEqual({ key: 'days', n: 30 })
    expect(leftOf(line(0))).toEqual({ key: 'today', n: 0 })
    expect(leftOf(line(-1))).toEqual({ key: 'over', n: 1 })
    expect(leftOf(line(5, '2026-12-31'))).toEqual({ key: 'until', n: 5 })
    expect(leftOf(line(0, '2026-12-31'))).toEqual({ key: 'untilToday', n: 0 })
    expect(leftOf(line(-2, '2026-12-31'))).toEqual({ key: 'over', n: 2 })
  })
})
