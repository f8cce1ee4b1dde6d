// Whether a station is open, told by the phone itself from the intervals that the hall has sent: minutes since 1970 (UTC),
// half-open, in order, from as_of on for so many days. Beyond them nothing is known, and nothing is said to be open.
import { beijingDay } from '../text/times'

export type Interval = readonly [number, number]

/** What the hall said, and until when it reaches. */
export interface Intervals {
  list: readonly Interval[]
  asOf: number
  until: number
}

export type Opening =
  | { is: 'open'; until: number }
  | { is: 'always' }
  | { is: 'closed'; from: number | undefined }
  | { is: 'unknown' }

const minutesOfDay = 24 * 60
/** So many days are known for sure of what the hall sends with a list, and with a station's own page: of its 60, the first is yesterday. */
export const daysInLists = 7
export const daysOnCard = 58

export function minuteOf(at: Date) {
  return Math.floor(at.getTime() / 60_000)
}

/** `list` is absent where nobody knows the hours. */
export function intervalsOf(list: readonly (readonly number[])[] | undefined, asOf: string, days: number): Intervals | undefined {
  const from = minuteOf(new Date(asOf))
  return list && { list: list as readonly Interval[], asOf: from, until: from + days * minutesOfDay }
}

export function openingAt(intervals: Intervals | undefined, now: number): Opening {
  if (!intervals || now < intervals.asOf || now >= intervals.until) return { is: 'unknown' }
  const { list, asOf, until } = intervals
  const current = list.find(([from, end]) => from <= now && now < end)
  if (current) return current[1] < until ? { is: 'open', until: current[1] } : current[0] <= asOf ? { is: 'always' } : { is: 'open', until }
  return { is: 'closed', from: list.find(([from]) => from > now)?.[0] }
}

export interface DayHours {
  /** "2026-07-15" in Beijing. */
  day: string
  /** Minutes of that day; beyond 24:00 it is the next one. */
  spans: [number, number][]
}

const beijing = 8 * 60

/** "2026-07-15" and the minute of that day in Beijing, of a minute since 1970. */
export function beijingMinute(at: number): { day: string; minute: number } {
  const local = at + beijing
  return { day: beijingDay(new Date(at * 60_000)), minute: local - Math.floor(local / minutesOfDay) * minutesOfDay }
}

/**
 * Today and the coming days as a door shows them: a span stands at the day on which it begins, and what is open for days is
 * split at midnight. Of today, what was over when the hall was asked is not among them.
 */
export function weekOf({ list, until }: Intervals, now: number, days = 7): DayHours[] {
  const midnight = Math.floor((now + beijing) / minutesOfDay) * minutesOfDay - beijing
  const week: DayHours[] = []
  for (let i = 0; i < days; ++i) {
    const start = midnight + i * minutesOfDay
    if (start >= until) break
    week.push({ day: beijingMinute(start).day, spans: [] })
  }
  for (const [from, end] of list) {
    const lasting = end - from >= minutesOfDay
    for (let start = midnight; start < midnight + week.length * minutesOfDay; start += minutesOfDay) {
      const day = week[(start - midnight) / minutesOfDay]!
      if (lasting) {
        const span: [number, number] = [Math.max(from, start) - start, Math.min(end, start + minutesOfDay) - start]
        if (span[0] < span[1]) day.spans.push(span)
      } else if (start <= from && from < start + minutesOfDay) day.spans.push([from - start, end - start])
    }
  }
  return week
}

/** "08:00"; 1560 is "02:00" of the next day. */
export function clockOf(minute: number) {
  const inDay = minute === minutesOfDay ? minute : minute % minutesOfDay
  return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`
}
