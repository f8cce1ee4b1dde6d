// A time of the year as it is tapped: two days, "06-01" and "09-30", every year; over the new year where the second is the earlier one.
export type Season = { from: string; until: string }

/** What is begun with. */
export const summer: Season = { from: '06-01', until: '09-30' }

/** "06-01" → month 6, day 1. */
export function partsOf(day: string): { month: number; day: number } {
  const [month, ofMonth] = day.split('-').map(Number) as [number, number]
  return { month, day: ofMonth }
}

/** How many days one can choose: the 29th of February, too. */
export function daysIn(month: number): number {
  return new Date(Date.UTC(2024, month, 0)).getUTCDate()
}

export function dayOf(month: number, day: number): string {
  return `${String(month).padStart(2, '0')}-${String(Math.min(day, daysIn(month))).padStart(2, '0')}`
}

/** The same day of another month; of an end that was the last of its month the last. */
export function inMonth(day: string, month: number): string {
  const before = partsOf(day)
  return dayOf(month, before.day > 1 && before.day >= daysIn(before.month) ? 31 : before.day)
}
