import { describe, expect, it } from 'vitest'
import type { Case, CaseEvent, CaseHead, CaseTask } from './api'
import { daysLeft, givenBack, hoursLeft, isLate, standingOf, toneOf, whenLate } from './due'

const now = new Date('2026-07-15T23:30:00+08:00')
const task = (due_on: string, party: CaseTask['party'] = 'addressed'): CaseTask => ({ due_on, party, id: '1', since: '', provisional: false, escalated: false, org: { id: '1', name: '' } })
const held = (...tasks: CaseTask[]) => ({ tasks, outcome: undefined }) as unknown as CaseHead

describe('the last day', () => {
  it('counts to its end, in Beijing', () => {
    expect(daysLeft('2026-07-15', now)).toBe(0)
    expect(daysLeft('2026-07-16', now)).toBe(1)
    expect(daysLeft('2026-07-14', now)).toBe(-1)
    expect(daysLeft('2026-08-01', new Date('2026-07-31T16:30:00Z'))).toBe(0)
  })
})

describe('a case', () => {
  it('waits for whoever asked before it waits for a union', () => {
    expect(standingOf(held(task('2026-07-20'), task('2026-07-18', 'applicant')))).toMatchObject({ kind: 'mine', task: { due_on: '2026-07-18' } })
  })

  it('with two unions is answered by the later', () => {
    expect(standingOf(held(task('2026-07-18'), task('2026-07-20')))).toMatchObject({ kind: 'theirs', task: { due_on: '2026-07-20' } })
  })

  it('that was given back tells why, whatever was said since, until it is sent again', () => {
    const event = (key: string, party: CaseEvent['party'], state: string, note?: string) => ({ key, party, state, note })
    const track = [event('filed', 'applicant', 'checking'), event('return', 'addressed', 'returned', '请写清楚所在单位'), event('comment', 'addressed', 'returned', '不急')]
    const back = { ...held(task('2026-07-20', 'applicant')), state: 'returned', track } as unknown as Case
    expect(givenBack(back)?.note).toBe('请写清楚所在单位')
    expect(givenBack({ ...back, tasks: [task('2026-07-20')], state: 'checking' })).toBeUndefined()
  })

  it('has ended when nobody holds it', () => {
    expect(standingOf(held()).kind).toBe('ended')
    expect(toneOf({ ...held(), outcome: 'granted' })).toBe('ok')
    expect(toneOf({ ...held(), outcome: 'refused' })).toBe('bad')
    expect(toneOf({ ...held(), outcome: 'withdrawn' })).toBe('neutral')
  })

  it('says what silence does: it moves a case up, but keeps nobody in a union', () => {
    const of = (type: string, it: CaseTask) => whenLate({ ...held(it), type }, it, now)
    expect(of('joining', task('2026-07-15'))).toBe('movesUp')
    expect(of('joining', task('2026-07-14'))).toBe('movedUp')
    expect(of('joining', task('2026-07-20', 'applicant'))).toBe('lapses')
    expect(of('leaving', task('2026-07-20'))).toBe('takesEffect')
    expect(of('transfer', task('2026-07-20', 'second'))).toBe('letsGo')
    expect(of('transfer', task('2026-07-20'))).toBe('movesUp')
  })
})

describe('an appeal', () => {
  const appeal = (state: string, ...tasks: CaseTask[]) => ({ ...held(...tasks), type: 'appeal', state }) as CaseHead
  const hers = task('2026-07-30', 'applicant')

  it('is late by the hour where there is one', () => {
    const urgent = { ...task('2026-07-15'), due_at: '2026-07-15T15:00:00Z' }
    expect([isLate(urgent, now), isLate(task('2026-07-15'), now), hoursLeft('2026-07-15T17:40:00Z', now)]).toEqual([true, false, 2])
  })

  it('that is settled waits for nobody, though she may come back to it', () => {
    expect([standingOf(appeal('solved', hers)).kind, toneOf(appeal('solved', hers)), toneOf(appeal('unsolved', hers))]).toEqual(['ended', 'ok', 'neutral'])
    expect(standingOf(appeal('replied', hers)).kind).toBe('mine')
  })

  it('is answered by whoever has it, not by whoever helps', () => {
    expect(standingOf(appeal('handling', task('2026-07-18'), task('2026-07-25', 'helper')))).toMatchObject({ kind: 'theirs', task: { due_on: '2026-07-18' } })
  })

  it('is not ended by her silence', () => {
    const of = (state: string) => whenLate(appeal(state, hers), hers, now)
    expect(['replied', 'asked', 'refusal_proposed', 'merger_proposed', 'solved'].map(of)).toEqual(['isCalled', 'goesOn', 'isReviewed', 'isReviewed', 'settles'])
    expect(whenLate(appeal('handling'), task('2026-07-20', 'helper'), now)).toBe('onlyHelps')
  })
})
