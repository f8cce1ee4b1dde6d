import { beijingDay } from '@unionhall/shared/text/times'
import type { Case, CaseEvent, CaseHead, CaseTask } from './api'

/** Days from today in Beijing to the last day, which counts to its end (24:00): 0 today, 1 tomorrow, -1 a day late. */
export function daysLeft(dueOn: string, now = new Date()) {
  return Math.round((Date.parse(`${dueOn}T00:00:00Z`) - Date.parse(`${beijingDay(now)}T00:00:00Z`)) / 86_400_000)
}

/** What a case comes to for whoever asked: it has ended, waits for her, or lies with a union. */
export function standingOf(one: CaseHead): { kind: 'ended' } | { kind: 'mine' | 'theirs'; task: CaseTask } {
  const mine = one.tasks.find(task => task.party === 'applicant')
  if (mine) return { kind: 'mine', task: mine }
  // The one that takes longest decides when there is an answer.
  const last = [...one.tasks].sort((a, b) => (a.due_on < b.due_on ? 1 : -1))[0]
  return last ? { kind: 'theirs', task: last } : { kind: 'ended' }
}

/** What happens when whoever holds it lets the day pass: the word of its text. */
export function whenLate(one: CaseHead, task: CaseTask, now = new Date()): 'lapses' | 'erases' | 'takesEffect' | 'letsGo' | 'movedUp' | 'movesUp' {
  if (task.party === 'applicant') return one.type === 'erasure' && one.state === 'waiting' ? 'erases' : 'lapses'
  if (one.type === 'leaving') return 'takesEffect'
  if (one.type === 'transfer' && task.party === 'second') return 'letsGo'
  return task.escalated || daysLeft(task.due_on, now) < 0 ? 'movedUp' : 'movesUp'
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
  return one.outcome === 'granted' ? 'ok' : one.outcome === 'refused' ? 'bad' : 'neutral'
}
