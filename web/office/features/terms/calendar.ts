import type { TermLine } from './api'

/** A term's last day, as an officer's own calendar has it. */
export interface TermEnd {
  org: string
  on: string
  words: string
}

/** The hall puts no more unions into one calendar (src/hall/orgs/terms.cpp). */
export const calendarMost = 500

/** The ends in a calendar that the hall wrote, the nearest first. Source: RFC 5545 §3.1 (folded lines), §3.3.11 (escapes). */
export function endsIn(calendar: string): TermEnd[] {
  const ends: TermEnd[] = []
  let now: Partial<TermEnd> = {}
  for (const line of calendar.replace(/\r\n /g, '').split('\r\n')) {
    const value = line.slice(line.indexOf(':') + 1)
    if (line.startsWith('BEGIN:VEVENT')) now = {}
    else if (line.startsWith('UID:')) now.org = /^term-(\d+)-/.exec(value)?.[1] ?? ''
    else if (line.startsWith('DTSTART')) now.on = value.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
    else if (line.startsWith('SUMMARY:')) now.words = value.replace(/\\(.)/g, '$1')
    else if (line.startsWith('END:VEVENT') && now.org && now.on && now.words) ends.push({ org: now.org, on: now.on, words: now.words })
  }
  return ends.sort((a, b) => a.on.localeCompare(b.on))
}

/** This month and those after it: "2026-11" … "2027-10". */
export function monthsFrom(today: string, count = 12): string[] {
  const [year, month] = today.split('-').map(Number) as [number, number]
  return Array.from({ length: count }, (_, i) => new Date(Date.UTC(year, month - 1 + i, 1)).toISOString().slice(0, 7))
}

/** What stands in the column "time left": the key of its words, and their number. */
export function leftOf({ days_left: days, postponed_until }: TermLine): { key: string; n: number } {
  if (days < 0) return { key: 'over', n: -days }
  if (postponed_until) return { key: days === 0 ? 'untilToday' : 'until', n: days }
  return { key: days === 0 ? 'today' : 'days', n: days }
}
