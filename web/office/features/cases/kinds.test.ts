import { describe, expect, it } from 'vitest'
import { atOnce, mainStep, queryOf, stepsOf, wantedOf } from './kinds'

const step = (word: string, reason = false) => ({ step: word, label: word, reason })

describe('the next thing to do', () => {
  it('is the first step of the union that needs no reason', () => {
    expect(mainStep([step('refuse', true), step('approve'), step('withdraw')])?.step).toBe('approve')
  })

  it('is never to withdraw, nor to say no', () => {
    expect(mainStep([step('refuse', true), step('withdraw')])).toBeUndefined()
    expect(mainStep([step('accept'), step('object', true)])).toBeUndefined()
    expect(mainStep([step('withdraw'), step('resubmit')])?.step).toBe('resubmit')
  })
})

describe('the foot of an appeal', () => {
  it('offers to take it up, then to answer it, and keeps what is seldom behind one button', () => {
    expect(stepsOf([step('propose_refusal', true), step('accept')], 'appeal')).toMatchObject({ main: { step: 'accept' }, others: [], seldom: [{ step: 'propose_refusal' }] })
    const handling = stepsOf([step('reply', true), step('ask', true), step('extend', true), step('classify', true), step('propose_merger', true)], 'appeal')
    expect([handling.main?.step, handling.others.map(it => it.step), handling.seldom.map(it => it.step)]).toEqual(['reply', ['ask', 'extend'], ['classify']])
  })

  it('has no next thing for whoever calls her', () => {
    expect(stepsOf([step('called_solved', true), step('called_not_solved', true)], 'appeal').main).toBeUndefined()
  })
})

describe('a correction', () => {
  it('is accepted by one click, and refused only with a reason', () => {
    expect(atOnce('correction', step('approve'))).toBe(true)
    expect(atOnce('correction', step('refuse', true))).toBe(false)
    expect(atOnce('joining', step('approve'))).toBe(false)
  })
})

describe('the address of the inbox', () => {
  it('says what is shown, and is read back', () => {
    for (const wanted of [{ inbox: '1' as const }, { inbox: 'all' as const, type: 'joining', state: 'checking', overdue: '1' as const }]) {
      expect(wantedOf(queryOf(wanted))).toEqual(wanted)
    }
  })

  it('opens also where it is mistyped; a state alone belongs to no kind', () => {
    expect(wantedOf({ show: 'mine', type: 'Joining!', overdue: 'yes' })).toEqual({ inbox: '1' })
    expect(wantedOf({ state: 'checking' })).toEqual({ inbox: '1' })
  })
})
