import { describe, expect, it } from 'vitest'
import type { MyRecord } from './api'
import { filledFacts, livingOf, maskedName } from './facts'

describe('my record', () => {
  it('shows what is filled in, in the order of the official form', () => {
    const record = { person: { id: '1', name: 'x', sex: 'female', id_type: '', id_masked: '', phone_masked: '', ethnicity: 'han', employer: 'a mill', skill: '' }, sources: [], joined: [] } as MyRecord
    expect(filledFacts(record, (field, stored) => `${field}:${stored}`)).toEqual([
      { key: 'ethnicity', text: 'ethnicity:han' },
      { key: 'employer', text: 'employer:a mill' },
    ])
  })

  it('masks a name between its first and its last letter', () => {
    expect(['李', '张三', '张小三', '\u{20BB7}野家'].map(maskedName)).toEqual(['李', '张*', '张*三', '\u{20BB7}*家'])
  })

  it('tells a membership that I have from one that has ended', () => {
    const of = (status: string) => livingOf({ membership: { status } } as MyRecord)?.status
    expect(['active', 'transferring', 'retained', 'withdrawn', 'transferred_out'].map(of)).toEqual(['active', 'transferring', 'retained', undefined, undefined])
    expect(livingOf(undefined)).toBeUndefined()
  })
})
