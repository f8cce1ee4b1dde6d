// Sentences about a station, for the apps of Vue and the open pages alike. Their texts come with whoever says them, since every first
// page would pay for what stands among an app's own.
import { lengthWords } from '../geo/metres'
import type { Schemas } from '../api/client'
import { agoWords, comingWords, dateWords, timeWords, type Language } from '../text/times'
import type { Opening } from './opening'
import { en, zh } from './texts'

export type Say = (key: string, values?: Record<string, string | number>) => string
export type Standing = Pick<Schemas['StationBrief'], 'state' | 'suspended' | 'confirmed_at' | 'confirmed_by' | 'long_unconfirmed' | 'doubt'>

const texts = { 'zh-CN': zh, en }

export function sayIn(language: Language): Say {
  return (key, values = {}) => {
    let here: unknown = texts[language]
    for (const name of key.split('.')) here = (here as Record<string, unknown>)[name]
    return (here as string).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
  }
}

/** `state` is what the reader came for, `rest` what goes with it. */
export function openingWords(opening: Opening, now: Date, language: Language, say: Say): { state: string; rest?: string } {
  const when = (minute: number) => comingWords(new Date(minute * 60_000), language, now)
  switch (opening.is) {
    case 'open':
      return { state: say('opening.open'), rest: joined(say('opening.until', { when: when(opening.until) })) }
    case 'always':
      return { state: say('opening.always') }
    case 'closed':
      return opening.from === undefined ? { state: say('opening.days') } : { state: say('opening.closed'), rest: say('opening.from', { when: when(opening.from) }) }
    case 'unknown':
      return { state: say('opening.unknown') }
  }
}

export function confirmedWords(it: Standing, now: Date, language: Language, say: Say) {
  if (!it.confirmed_at) return say('confirmed.never')
  const when = agoWords(it.confirmed_at, language, now)
  return joined(say(it.long_unconfirmed ? 'confirmed.long' : `confirmed.${it.confirmed_by ?? 'visitor'}`, { when }))
}

export function suspendedWords(it: Standing, now: Date, language: Language, say: Say) {
  const { reason = '', until } = it.suspended ?? {}
  return until ? say('suspendedUntil', { reason, day: dateWords(until, language, now) }) : say('suspended', { reason })
}

/** What takes it down a rank, since when, and what its keeper says. */
export function doubtWords(doubt: NonNullable<Standing['doubt']>, now: Date, language: Language, say: Say) {
  const since = say(doubt.upheld ? 'doubtUpheld' : 'doubtSince', { when: timeWords(doubt.since, language, now) })
  return { what: say('doubt', { n: doubt.people, fault: say(`said.${doubt.fault}`) }), since }
}

/** A figure stands apart from the Chinese around it; Chinese does not stand apart from Chinese. */
function joined(sentence: string) {
  return sentence.replace(/([\u4e00-\u9fff]) (?=[\u4e00-\u9fff])/g, '$1')
}

export function farWords(metres: number, say: Say) {
  const { value, unit } = lengthWords(metres)
  return say(`length.${unit}`, { n: value })
}
