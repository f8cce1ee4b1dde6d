import { effectScope, ref } from 'vue'
import { describe, expect, it, vi } from 'vitest'
import type { Compared, ComparedMember, MembersApi } from './api'
import { useComparison } from './useComparison'

function side(id: string, alive: boolean, facts: Partial<ComparedMember['person']> = {}): ComparedMember {
  return {
    id,
    version: 3,
    person: { id: `p${id}`, name: '张三', sex: 'female', id_type: 'resident_id', id_masked: '619***************', phone_masked: '126********', ...facts },
    membership: { org: { id: '7', name: '河畔快递工会' }, status: alive ? 'active' : 'withdrawn', joined_on: '2020-01-02', changed_on: '2020-01-02', change_kind: 'joined' },
    alive,
    verified: { state: 'unverified' },
    sources: {},
  }
}

const settled = () => new Promise(resolve => setTimeout(resolve))
const good = <T>(value: T) => ({ ok: true as const, value })
const bad = (status: number) => ({ ok: false as const, problem: { type: '/problems/x', title: '', status } })

function desk(both: Compared, merge: unknown = async () => good({ id: '1' })) {
  return effectScope().run(() => useComparison(ref('9'), ref('12'), { compare: async () => good(both), merge } as unknown as MembersApi))!
}

describe('two records side by side', () => {
  it('begin with the living one, and with what somebody filled in', async () => {
    const it = desk({ one: side('9', false, { employer: '某公司' }), other: side('12', true), decides: true, differ: ['phone', 'employer'] })
    await settled()
    expect(it.goesOn.value).toBe('12')
    expect({ ...it.chosen }).toEqual({ phone: '12', employer: '9' })
  })

  it('send what is taken from the record that gives way', async () => {
    const merge = vi.fn(async (..._given: unknown[]) => good({ id: '1' }))
    const it = desk({ one: side('9', true), other: side('12', true), decides: true, differ: ['name', 'phone'] }, merge)
    await settled()
    it.chosen.phone = '12'
    expect(await it.merge()).toBe('9')
    expect(merge.mock.calls[0]!.slice(0, 3)).toEqual(['9', 3, { other: '12', other_version: 3, goes_on: '9', fields: ['phone'] }])
  })

  it('choose anew with the record that goes on', async () => {
    const it = desk({ one: side('9', true), other: side('12', true), decides: true, differ: ['name'] })
    await settled()
    it.goesOn.value = '12'
    await settled()
    expect(it.chosen.name).toBe('12')
  })

  it('stay two where the server says no, and a lost answer is asked for with the same key', async () => {
    const merge = vi.fn(async (..._given: unknown[]): Promise<unknown> => bad(0))
    const it = desk({ one: side('9', true), other: side('12', true), decides: true, differ: [] }, merge)
    await settled()
    expect(await it.merge()).toBeUndefined()
    merge.mockImplementation(async () => bad(409))
    await it.merge()
    expect(it.refused.value?.status).toBe(409)
    await it.merge()
    expect(merge.mock.calls[0]![3]).toBe(merge.mock.calls[1]![3])
    expect(merge.mock.calls[1]![3]).not.toBe(merge.mock.calls[2]![3])
  })
})
