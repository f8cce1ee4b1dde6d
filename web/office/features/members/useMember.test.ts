import { effectScope, ref } from 'vue'
import { describe, expect, it, vi } from 'vitest'
import type { Member, MemberPatch, MembersApi } from './api'
import { formOf, patchOf, useMember } from './useMember'

function member(version = 3): Member {
  return {
    id: '9',
    version,
    person: { id: '1', name: '张三', sex: 'female', id_type: 'resident_id', id_masked: '619***************', phone_masked: '126********', ethnicity: 'han' },
    membership: { org: { id: '7', name: '河畔快递工会' }, status: 'active', joined_on: '2020-01-02', changed_on: '2020-01-02', change_kind: 'joined' },
    verified: { state: 'unverified' },
    sources: {},
    history: [],
    possible_doubles: [{ id: '12', name_masked: '张*', org: { id: '8', name: '渭城区总工会' }, reason: 'name_and_birth' }],
    merges: [],
  }
}

const settled = () => new Promise(resolve => setTimeout(resolve))
const good = <T>(value: T) => ({ ok: true as const, value })
const bad = (status: number, key: string) => ({ ok: false as const, problem: { type: '/problems/' + key, title: '', status } })

function desk(over: Partial<Record<keyof MembersApi, unknown>>) {
  return effectScope().run(() => useMember(ref('9'), { open: async () => good(member()), ...over } as unknown as MembersApi))!
}

describe('the form of a member', () => {
  it('sends only what differs, and an untouched phone not at all', () => {
    const form = formOf(member())
    expect(patchOf(member(), form)).toEqual({})
    expect(patchOf(member(), { ...form, education: 'bachelor', phone: ' 12600000001 ', ethnicity: '' })).toEqual({
      education: 'bachelor',
      phone: '12600000001',
      ethnicity: '',
    })
  })
})

describe('one member', () => {
  it('is saved over the version that was read', async () => {
    const change = vi.fn(async (_id: string, _version: number, _patch: MemberPatch) => good(member(4)))
    const it = desk({ change })
    await settled()
    expect(await it.save({ education: 'bachelor' })).toBe(true)
    expect(change).toHaveBeenCalledWith('9', 3, { education: 'bachelor' })
    expect(it.member.value?.version).toBe(4)
    expect(it.savedAt.value).toBeInstanceOf(Date)
  })

  it('that somebody changed meanwhile stays as it was read until the newest is fetched', async () => {
    const it = desk({ change: async () => bad(412, 'members.changed_meanwhile') })
    await settled()
    expect(await it.save({ education: 'bachelor' })).toBe(false)
    expect([it.changedMeanwhile.value, it.member.value?.version]).toEqual([true, 3])
    await it.fetchNewest()
    expect(it.changedMeanwhile.value).toBe(false)
  })

  it('loses a possible double only once the server has kept the word', async () => {
    const notDouble = vi.fn<(...given: string[]) => Promise<unknown>>(async () => bad(503, 'audit.not_recorded'))
    const it = desk({ notDouble })
    await settled()
    await it.notDouble('12')
    expect([it.member.value?.possible_doubles.length, it.notParted.value?.status]).toEqual([1, 503])
    notDouble.mockImplementation(async () => good({ id: '1' }))
    await it.notDouble('12')
    expect([it.member.value?.possible_doubles.length, it.notParted.value]).toEqual([0, undefined])
    expect(notDouble.mock.calls[0]![2]).toBe(notDouble.mock.calls[1]![2]) // the retry repeats the key
  })
})
