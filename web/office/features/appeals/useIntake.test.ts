import { describe, expect, it } from 'vitest'
import type { AppealsApi } from './api'
import { useIntake } from './useIntake'

function open(answer: unknown = { ok: true, value: { id: '9' } }, seen: unknown = { ok: true, value: { number: '8K3T-92QF' } }) {
  const asked: unknown[] = []
  const api = { file: async (body: object) => (asked.push(body), answer), open: async () => seen } as unknown as AppealsApi
  return { ...useIntake('hotline', api), asked }
}

describe('a call', () => {
  it('is filed with what was said, its number told, and the form is ready for the next', async () => {
    const { draft, file, filed, asked } = open()
    Object.assign(draft, { channel: 'visit', words: ' 宿舍没有热水 ', phone: '12600000001', org: { id: '7', name: '纺织' }, urgent: true })
    expect(await file()).toBe(true)
    expect(asked).toEqual([
      { type: 'appeal', for_another: true, channel: 'visit', words: '宿舍没有热水', org: '7', kind: 'demand', urgent: true, nameless: false, phone: '12600000001' },
    ])
    expect(filed.value.map(it => it.number)).toEqual(['8K3T-92QF'])
    expect([draft.words, draft.phone, draft.org, draft.urgent, draft.channel]).toEqual(['', '', undefined, false, 'visit'])
  })

  it('is not filed without words and a union', async () => {
    const { draft, file, missing, asked } = open()
    draft.words = '热'
    expect(await file()).toBe(false)
    expect([missing.value, asked]).toEqual([['words', 'org'], []])
  })

  it('stays as it was typed where the hall refuses it', async () => {
    const { draft, file, filed, problem } = open({ ok: false, problem: { type: '/problems/x', title: '', status: 422 } })
    Object.assign(draft, { words: '宿舍没有热水', org: { id: '7', name: '纺织' } })
    expect(await file()).toBe(false)
    expect([draft.words, filed.value.length, problem.value?.status]).toEqual(['宿舍没有热水', 0, 422])
  })

  it('has no number to tell where this desk may not see it', async () => {
    const { draft, file, filed } = open(undefined, { ok: false, problem: { type: '', title: '', status: 404 } })
    Object.assign(draft, { words: '宿舍没有热水', org: { id: '7', name: '纺织' } })
    expect(await file()).toBe(true)
    expect(filed.value[0]!.number).toBeUndefined()
  })
})
