import { beforeEach, describe, expect, it } from 'vitest'
import { keepSeen } from '../../session/preferences'
import { draftOf, draftsBelongTo, dropDraft, keepDraft } from './draft'

beforeEach(() => {
  localStorage.clear()
  keepSeen.value = 'on'
  draftsBelongTo('7')
})

describe('what she has begun to write', () => {
  it('is there when she comes back, until it is dropped', () => {
    keepDraft('appeal', { words: '太热了' })
    draftsBelongTo('7')
    expect(draftOf('appeal')).toEqual({ words: '太热了' })
    dropDraft('appeal')
    expect([draftOf('appeal'), localStorage.length]).toEqual([undefined, 0])
  })

  it('is gone when she signs out, or somebody else signs in', () => {
    for (const next of [undefined, '8']) {
      draftsBelongTo('7')
      keepDraft('appeal', { words: '太热了' })
      draftsBelongTo(next)
      expect(localStorage.length).toBe(0)
    }
  })

  it('is not kept where nothing may stay', () => {
    keepSeen.value = 'off'
    keepDraft('appeal', { words: '太热了' })
    expect(localStorage.length).toBe(0)
  })
})
