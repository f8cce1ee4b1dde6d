// What follows from printed rows. The hall does the same (services/appeals/results/recount.cpp), and so may anybody.
import { daysCounted, type Days, type Row } from './sheet'

export interface Totals {
  filed: number
  solved: number
  answered: number
  onTime: number
  rated: number
  satisfied: number
  contacted: Days
  solving: Days
}

const none = () => Array.from({ length: daysCounted + 1 }, () => 0)
const plus = (one: Days, other: Days | undefined) => one.map((count, day) => count + (other?.[day] ?? 0))
export const sum = (days: Days) => days.reduce((all, count) => all + count, 0)

export function total(rows: readonly Row[]): Totals {
  const start: Totals = { filed: 0, solved: 0, answered: 0, onTime: 0, rated: 0, satisfied: 0, contacted: none(), solving: none() }
  return rows.reduce(
    (all, row) => ({
      filed: all.filed + row.filed,
      solved: all.solved + row.solved,
      answered: all.answered + (row.answered ?? 0),
      onTime: all.onTime + (row.onTime ?? 0),
      rated: all.rated + (row.rated ?? 0),
      satisfied: all.satisfied + (row.satisfied ?? 0),
      contacted: plus(all.contacted, row.contacted),
      solving: plus(all.solving, row.solving),
    }),
    start,
  )
}

/** The first day by which so many tenths were through; `daysCounted`: after more than 30; undefined: nobody. */
export function dayBy(days: Days, tenths: number): number | undefined {
  const all = sum(days)
  if (all === 0) return undefined
  let through = 0
  for (let day = 0; day < daysCounted; ++day) {
    through += days[day] ?? 0
    if (10 * through >= tenths * all) return day
  }
  return daysCounted
}

/** "93.4", half a tenth upward, in whole numbers; "" of nobody. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return ''
  const tenths = Math.floor((2000 * part + whole) / (2 * whole))
  return `${Math.floor(tenths / 10)}.${tenths % 10}`
}

/** Rows together by what they have in common, the most appeals first. */
export function grouped(rows: readonly Row[], key: (row: Row) => string): { key: string; rows: Row[]; totals: Totals }[] {
  const found = new Map<string, Row[]>()
  for (const row of rows) found.set(key(row), [...(found.get(key(row)) ?? []), row])
  return [...found].map(([of, its]) => ({ key: of, rows: its, totals: total(its) })).sort((one, other) => other.totals.filed - one.totals.filed)
}
