// Hours as they are tapped: each day of a part says nothing (as the parts before), is closed, or has spans.
import type { Schemas } from '../api/client'

export type Hours = NonNullable<Schemas['Hours']>
export type Part = NonNullable<Hours['parts']>[number]
export type Span = { from: string; until: string }
export const weekdays = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const
export type Weekday = (typeof weekdays)[number]
/** Whose spans a row of a part holds. */
export type Row = Weekday | 'holidays' | 'make_up'

export const emptyHours = (): Hours => ({ parts: [{ week: {} }] })
/** What most doors say; from here it is changed by a few taps. */
export const usualSpan: Span = { from: '08:00', until: '18:00' }

export function spansOf(part: Part, row: Row): readonly Span[] | 'as_workday' | undefined {
  if (row === 'holidays') return part.holidays
  if (row === 'make_up') return part.make_up
  return part.week?.[row]
}

export function withSpans(part: Part, row: Row, spans: readonly Span[] | 'as_workday' | undefined): Part {
  if (row === 'holidays' || row === 'make_up') {
    const { [row]: _, ...rest } = part
    return spans === undefined ? rest : { ...rest, [row]: spans }
  }
  const { [row]: _, ...week } = part.week ?? {}
  return { ...part, week: spans === undefined || spans === 'as_workday' ? week : { ...week, [row]: [...spans] } }
}

/** What one weekday says, said by all of these. */
export function copied(part: Part, from: Weekday, to: readonly Weekday[]): Part {
  const spans = spansOf(part, from)
  return to.reduce((all, day) => withSpans(all, day, spans), part)
}

/** "26:00" as a clock shows it, and whether that is the next day; "24:00" is midnight. */
export function clockOf(until: string): { clock: string; nextDay: boolean } {
  const [hour, minute] = until.split(':').map(Number) as [number, number]
  return { clock: `${String(hour % 24).padStart(2, '0')}:${String(minute).padStart(2, '0')}`, nextDay: hour >= 24 }
}

/** An end that is not later than its beginning is the next day's. */
export function untilOf(from: string, clock: string): string {
  if (clock > from) return clock
  const [hour, minute] = clock.split(':') as [string, string]
  return `${Number(hour) + 24}:${minute}`
}
