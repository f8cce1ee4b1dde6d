// Hours as they are kept, in words: what recurs, part by part, and single dates.
import { clockOf, weekdays, type Hours, type Part, type Span, type Weekday } from '@unionhall/shared/stations/hours'
import { dateWords, type Language } from '@unionhall/shared/text/times'
import { fill, texts as around } from '../texts'
import { texts } from './texts'

export interface HoursGroup {
  /** For which time of the year; absent where there is no other. */
  when?: string
  lines: { days: string; says: string }[]
}

/** `usual` is what the owner changes by tapping, `others` lies beside it and stays. */
export function hoursInWords(hours: Hours, language: Language): { usual: HoursGroup[]; others: HoursGroup[] } {
  const { said } = texts[language]
  const parts = hours.parts ?? []
  const groups = parts.map((part, i) => ({ ...(parts.length > 1 || !isAllYear(part) ? { when: whenOf(part, language) } : {}), lines: linesOf(part, i > 0, language) }))
  const dates = (hours.exceptions ?? []).map(({ from, until, spans, note }) => ({
    days: from === until ? dateWords(from, language) : fill(said.season, { from: dateWords(from, language), until: dateWords(until, language) }),
    says: spansWords(spans, language) + (note ? ` · ${note}` : ''),
  }))
  const special = dates.length > 0 ? [{ when: said.dates, lines: dates }] : []
  if (hours.always) return { usual: [{ lines: [{ days: said.everyDay, says: said.allDay }] }], others: special }
  return { usual: groups.slice(0, 1), others: [...groups.slice(1), ...special] }
}

export function spansWords(spans: readonly Span[], language: Language): string {
  const { said } = texts[language]
  if (spans.length === 0) return said.closed
  const one = ({ from, until }: Span) => {
    if (from === '00:00' && until === '24:00') return said.allDay
    const { clock, nextDay } = clockOf(until)
    return `${from}–${nextDay && until !== '24:00' ? fill(said.nextDay, { at: clock }) : until}`
  }
  return spans.map(one).join(around[language].ui.listSeparator)
}

function isAllYear(part: Part) {
  return (part.seasons ?? []).length === 0 && (part.weeks ?? []).length === 0
}

function whenOf(part: Part, language: Language): string {
  const { said } = texts[language]
  if (isAllYear(part)) return said.usually
  // Of no year, and the 29th of February is one of its days.
  const day = (monthAndDay: string) => dateWords(`2028-${monthAndDay}`, language, new Date('2028-06-15T12:00:00Z'))
  const seasons = (part.seasons ?? []).map(({ from, until }) => fill(said.season, { from: day(from), until: day(until) }))
  const weeks = (part.weeks ?? []).length > 0 ? [fill(said.weeks, { weeks: part.weeks!.join(around[language].ui.listSeparator) })] : []
  return [...seasons, ...weeks].join(around[language].ui.listSeparator)
}

/** Days that say the same stand together. Of what a first part does not say, the door is closed; a `later` one leaves it as before. */
function linesOf(part: Part, later: boolean, language: Language) {
  const { day, said } = texts[language]
  const lines: { days: string; says: string }[] = []
  const saysOf = (of: Weekday) => part.week?.[of] ?? (later ? undefined : [])
  for (let i = 0; i < weekdays.length; ++i) {
    const first = i
    const spans = saysOf(weekdays[i]!)
    while (i + 1 < weekdays.length && JSON.stringify(saysOf(weekdays[i + 1]!)) === JSON.stringify(spans)) ++i
    if (!spans) continue
    const [from, until] = [day[weekdays[first]!], day[weekdays[i]!]]
    lines.push({ days: first === 0 && i === 6 ? said.everyDay : first === i ? from : fill(said.days, { from, until }), says: spansWords(spans, language) })
  }
  if (part.holidays) lines.push({ days: day.holidays, says: spansWords(part.holidays, language) })
  if (part.make_up) lines.push({ days: said.makeUp, says: part.make_up === 'as_workday' ? said.asWorkday : spansWords(part.make_up, language) })
  return lines
}
