import { beijingDay } from '@unionhall/shared/text/times'
import type { Case, CaseEvent, CaseHead, CaseTask } from './api'

/** Days from today in Beijing to the last day, which counts to its end (24:00): 0 today, 1 tomorrow, -1 a day late. */
export function daysLeft(dueOn: string, now = new Date()) {
  return Math.round((Date.parse(`${dueOn}T00:00:00Z`) - Date.parse(`${beijingDay(now)}T00:00:00Z`)) / 86_400_000)
}

/** Whole hours until then; less than 0 when it is past. */
export function hoursLeft(dueAt: string, now = new Date()) {
  return Math.floor((Date.parse(dueAt) - now.getTime()) / 3_600_000)
}

/** Its day, or its hour where there is one, has passed. */
export function isLate(task: CaseTask, now = new Date()) {
  return task.due_at ? Date.parse(task.due_at) <= now.getTime() : daysLeft(task.due_on, now) < 0
}

/** What she, or silence, has settled: she may come back to it for a while, but nothing waits for her. */
export function isSettled(one: CaseHead) {
  return one.type === 'appeal' && ['solved', 'unsolved', 'unreached'].includes(one.state)
}

/** What a case comes to for whoever asked: it has ended, waits for her, or lies with a union. */
export function standingOf(one: CaseHead): { kind: 'ended' } | { kind: 'mine' | 'theirs'; task: CaseTask } {
  if (isSettled(one)) return { kind: 'ended' }
  const mine = one.tasks.find(task => task.party === 'applicant')
  if (mine) return { kind: 'mine', task: mine }
  // The one that takes longest decides when there is an answer; whoever only helps gives none.
  const last = one.tasks.filter(task => task.party !== 'helper').sort((a, b) => (a.due_on < b.due_on ? 1 : -1))[0]
  return last ? { kind: 'theirs', task: last } : { kind: 'ended' }
}

type WhenLate = 'lapses' | 'erases' | 'takesEffect' | 'letsGo' | 'movedUp' | 'movesUp' | 'isCalled' | 'isReviewed' | 'goesOn' | 'settles' | 'onlyHelps'

/** What happens when whoever holds it lets the day pass: the word of its text. */
export function whenLate(one: CaseHead, task: CaseTask, now = new Date()): WhenLate {
  if (task.party === 'helper') return 'onlyHelps'
  if (task.party === 'applicant' && one.type === 'appeal') return silenceOf(one.state)
  if (task.party === 'applicant') return one.type === 'erasure' && one.state === 'waiting' ? 'erases' : 'lapses'
  if (one.type === 'leaving') return 'takesEffect'
  if (one.type === 'transfer' && task.party === 'second') return 'letsGo'
  return task.escalated || isLate(task, now) ? 'movedUp' : 'movesUp'
}

/** What her silence comes to: it ends no appeal. */
function silenceOf(state: string): WhenLate {
  if (state === 'asked') return 'goesOn'
  if (state === 'replied') return 'isCalled'
  return state.endsWith('_proposed') ? 'isReviewed' : 'settles'
}

/** Why the union gave it back to her, while it waits for her: the step that did. */
export function givenBack(one: Case): CaseEvent | undefined {
  if (standingOf(one).kind !== 'mine') return undefined
  return [...one.track].reverse().find(event => event.state === one.state && event.party !== 'applicant' && event.key !== 'comment' && event.note)
}

export function toneOf(one: CaseHead): 'ok' | 'wait' | 'bad' | 'progress' | 'neutral' {
  const standing = standingOf(one)
  if (standing.kind === 'mine') return 'wait'
  if (standing.kind === 'theirs') return 'progress'
  if (one.state === 'solved') return 'ok'
  return one.outcome === 'granted' ? 'ok' : one.outcome === 'refused' ? 'bad' : 'neutral'
}
