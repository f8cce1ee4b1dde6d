import { effectScope, nextTick, ref } from 'vue'
import { describe, expect, it, vi } from 'vitest'
import type { MemberPage, MemberSearch, MembersApi } from './api'
import { useMembers, type Looking } from './useMembers'

const line = (id: string) => ({ id }) as MemberPage['items'][number]
const pages: Record<string, MemberPage> = {
  '': { items: [line('1'), line('2')], next: 'b', total_text: '5' },
  b: { items: [line('3'), line('4')], next: 'c', total_text: '5' },
  c: { items: [line('5')], total_text: '5' },
}

function desk(search = vi.fn(async (s: MemberSearch) => ({ ok: true as const, value: pages[s.cursor ?? '']! }))) {
  const looking = ref<Looking>({ org: '7', words: '', filters: {}, order: 'tree' })
  const members = effectScope().run(() => useMembers(looking, ref([]), { search } as unknown as MembersApi))!
  return { looking, members, search }
}

const settled = () => new Promise(resolve => setTimeout(resolve))
const ids = (rows: { id: string }[]) => rows.map(r => r.id).join('')

describe('a list of members', () => {
  it('is walked forth and back by the cursors that the server gave', async () => {
    const { members } = desk()
    await settled()
    expect([ids(members.rows.value), members.hasPrevious.value, members.hasNext.value]).toEqual(['12', false, true])
    await members.next()
    await members.next()
    expect([ids(members.rows.value), members.hasPrevious.value, members.hasNext.value]).toEqual(['5', true, false])
    await members.next()
    expect(ids(members.rows.value)).toBe('5')
    await members.previous()
    expect(ids(members.rows.value)).toBe('34')
    expect(members.first.value).toBe(51)
  })

  it('begins at the first page again with another filter or scope', async () => {
    const { looking, members, search } = desk()
    await settled()
    await members.next()
    looking.value = { ...looking.value, filters: { status: 'retained' } }
    await settled()
    expect(search.mock.lastCall![0]).toEqual({ org: '7', status: 'retained', order: 'tree', limit: 50 })
    expect(members.hasPrevious.value).toBe(false)
  })

  it('is not read again when the same is looked for', async () => {
    const { looking, search } = desk()
    await settled()
    looking.value = { ...looking.value, filters: {} }
    await settled()
    expect(search).toHaveBeenCalledTimes(1)
  })

  it('keeps its rows while a page is turned, and drops an answer that comes too late', async () => {
    const waiting: ((page: MemberPage) => void)[] = []
    const search = vi.fn(() => new Promise<{ ok: true; value: MemberPage }>(done => waiting.push(value => done({ ok: true, value }))))
    const { looking, members } = desk(search)
    looking.value = { ...looking.value, org: '8' }
    await nextTick()
    waiting[1]!({ items: [line('8')], next: 'n', total_text: '2' })
    await settled()
    waiting[0]!({ items: [line('7')], total_text: '1' })
    await settled()
    expect(ids(members.rows.value)).toBe('8')
    void members.next()
    expect([ids(members.rows.value), members.turning.value]).toEqual(['8', true])
  })

  it('tells why it could not be read, and reads again', async () => {
    const problem = { type: '/problems/access.lookups_spent', title: '今天查得太多', status: 429 }
    const search = vi.fn<(s: MemberSearch) => Promise<unknown>>(async () => ({ ok: false, problem }))
    const { members } = desk(search as never)
    await settled()
    expect([members.state.value, members.problem.value]).toEqual(['failed', problem])
    search.mockImplementation(async () => ({ ok: true, value: pages[''] }))
    await members.reload()
    expect([members.state.value, members.problem.value]).toEqual(['ready', undefined])
  })

  it('asks nothing before a union is known', async () => {
    const looking = ref<Looking>({ org: '', words: '', filters: {}, order: 'tree' })
    const search = vi.fn()
    effectScope().run(() => useMembers(looking, ref([]), { search } as unknown as MembersApi))
    await settled()
    expect(search).not.toHaveBeenCalled()
  })
})
