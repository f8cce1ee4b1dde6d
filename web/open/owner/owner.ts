import { keyOf } from '@unionhall/shared/api/client'
import { copied, spansOf, usualSpan, weekdays, withSpans, type Part, type Row, type Span } from '@unionhall/shared/stations/hours'
import { codeSigns, plain } from '../code'
import { oneAtATime } from '../visit'
import { ownerApi, type OwnerAnswer, type OwnerApi, type OwnerAsked } from './load'

/**
 * One visit by the link that the owner of a station's door got.
 *
 *   door ──► asked ◄──► hours, leaving
 *              └──────────┴──► sent
 *   answered, over   said by the hall, whenever it is asked
 */
export type OwnerStep = { at: 'door' } | { at: 'asked' | 'hours' | 'leaving'; asked: OwnerAsked } | { at: 'sent'; says: OwnerAnswer['says']; tapped: boolean; asked: OwnerAsked } | { at: 'answered' | 'over' }

/** What one taps: day and night, or a usual week with what holds on public holidays. */
export interface Usual {
  always: boolean
  part: Part
}
export const tapped: readonly Row[] = [...weekdays, 'holidays']

export function openOwner(code: string, changed: () => void, api: OwnerApi = ownerApi) {
  const asked = oneAtATime(changed)
  const owner = {
    asked,
    step: { at: 'door' } as OwnerStep,
    /** The code came with the link; otherwise she types it. */
    cameWithCode: plain(code).length === codeSigns,
    code,
    usual: { always: false, part: {} } as Usual,
    words: '',
    fault: undefined as OwnerAnswer['fault'],
    missing: undefined as 'code' | 'open' | 'order' | 'change' | 'words' | 'fault' | undefined,
    look,
    choose,
    say,
    sameAsMonday: () => tap(copied(owner.usual.part, 'mo', weekdays)),
    always,
    confirm: () => answer({ says: 'as_it_says' }),
    change,
    leave,
  }
  let before = ''

  function go(step: OwnerStep) {
    owner.step = step
    asked.problem = undefined
    owner.missing = undefined
    changed()
  }

  async function look() {
    owner.missing = plain(owner.code).length === codeSigns ? undefined : 'code'
    if (owner.missing) return changed()
    const answer = await asked.ask(() => api.open(plain(owner.code)))
    if (!answer) return refused()
    owner.usual = usualOf(answer.value)
    before = JSON.stringify(owner.usual)
    go({ at: 'asked', asked: answer.value })
  }

  function choose(at: 'asked' | 'hours' | 'leaving') {
    const { step } = owner
    if ('asked' in step && step.at !== 'sent') go({ at, asked: step.asked })
  }

  function tap(part: Part) {
    owner.usual = { ...owner.usual, part }
    owner.missing = undefined
    changed()
  }

  /** Of one day: its spans, closed ([]), or, of holidays, as the weekday (nothing). */
  function say(row: Row, spans: readonly Span[] | undefined) {
    tap(withSpans(owner.usual.part, row, spans))
  }

  function always(yes: boolean) {
    owner.usual = { ...owner.usual, always: yes }
    owner.missing = undefined
    changed()
  }

  /** What she has tapped, what she has written, or both. */
  function change() {
    const { step, usual } = owner
    if (step.at !== 'hours') return
    const words = owner.words.trim()
    const hasTapped = step.asked.by_week && JSON.stringify(usual) !== before
    owner.missing = hasTapped ? faultOf(usual) : words !== '' ? undefined : step.asked.by_week ? 'change' : 'words'
    if (owner.missing) return changed()
    return answer({ says: 'other_hours', ...(hasTapped ? { hours: usual.always ? { always: true } : { parts: [usual.part] } } : {}), ...(words ? { words } : {}) })
  }

  function leave() {
    owner.missing = owner.fault ? undefined : 'fault'
    if (!owner.fault) return changed()
    const words = owner.words.trim()
    return answer({ says: 'nothing_there', fault: owner.fault, ...(words ? { words } : {}) })
  }

  async function answer(said: Omit<OwnerAnswer, 'code'>) {
    const { step } = owner
    if (!('asked' in step)) return
    if (await asked.ask(() => api.answer({ code: plain(owner.code), ...said }))) return go({ at: 'sent', says: said.says, tapped: said.hours !== undefined, asked: step.asked })
    refused()
  }

  function refused() {
    const why = asked.problem && keyOf(asked.problem)
    if (why === 'stations.owner_answered') return go({ at: 'answered' })
    if (why === 'stations.owner_ask_over') return go({ at: 'over' })
    changed()
  }

  return owner
}

export type Owner = ReturnType<typeof openOwner>

/** The usual week that she finds. A day of which nothing is said is closed; where nobody knows the hours, nothing is ticked. */
function usualOf({ hours, by_week }: OwnerAsked): Usual {
  const first = by_week ? hours?.parts?.[0] : undefined
  return { always: hours?.always === true, part: { week: first?.week ?? {}, ...(first?.holidays ? { holidays: first.holidays } : {}) } }
}

/** Nothing opens, or a span begins before the one before it has ended. */
function faultOf({ always, part }: Usual) {
  if (always) return undefined
  if (weekdays.every(day => (part.week?.[day] ?? []).length === 0)) return 'open'
  const days = tapped.map(row => (spansOf(part, row) ?? []) as readonly Span[])
  return days.some(spans => spans.some((span, i) => i > 0 && span.from < spans[i - 1]!.until)) ? 'order' : undefined
}

/** What a day opens with when it is ticked: as the day before it that is open, since most doors say one thing. */
export function firstSpans(part: Part, row: Row): Span[] {
  const earlier = weekdays.slice(0, row === 'holidays' ? weekdays.length : weekdays.indexOf(row as (typeof weekdays)[number]))
  const open = earlier.map(day => part.week?.[day] ?? []).filter(spans => spans.length > 0)
  return [...(open.at(-1) ?? [usualSpan])]
}
