import { describe, expect, it } from 'vitest'
import { atOnce, mainStep, queryOf, wantedOf } from './kinds'

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
