import { describe, expect, it } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useHome, type HomeApi } from './useHome'

const problem = (status: number) => ({ ok: false as const, problem: { type: '/problems/x', title: '', status } })
const settled = () => new Promise(resolve => setTimeout(resolve))

const held = (id: string, party: string) => ({ id, tasks: [{ party, due_on: '2026-07-20' }] })

function home(mine: unknown, account = ref<string | undefined>('1')) {
  let asked = 0
  const api = {
    record: async () => (asked++, mine),
    looks: async () => ({ ok: true, value: { items: [{ at: '2026-07-15T10:00:00+08:00' }, { at: '2026-07-14T10:00:00+08:00' }] } }),
    cases: async () => ({ ok: true, value: { items: [held('1', 'addressed'), { id: '2', tasks: [] }, held('3', 'applicant')] } }),
  } as unknown as HomeApi
  return { it: effectScope().run(() => useHome(account, api))!, asked: () => asked, account }
}

describe('the first page', () => {
  it('shows the record, what is under way with her own turn first, and the last look', async () => {
    const { it } = home({ ok: true, value: { person: { name: '赵兰' } } })
    await settled()
    expect(it.state.value).toBe('ready')
    expect(it.record.value?.person.name).toBe('赵兰')
    expect(it.lastLook.value?.at).toContain('07-15')
    expect(it.waiting.value.map(one => one.id)).toEqual(['3', '1'])
  })

  it('tells who has no record from a reading that failed', async () => {
    const without = home(problem(404)).it
    const failed = home(problem(503)).it
    await settled()
    expect(without.state.value).toBe('none')
    expect(failed.state.value).toBe('failed')
  })

  it('asks nothing for a visitor, and reads once she has signed in', async () => {
    const { it, asked, account } = home({ ok: true, value: { person: { name: '赵兰' } } }, ref(undefined))
    await settled()
    expect(asked()).toBe(0)
    account.value = '7'
    await nextTick()
    await settled()
    expect(it.record.value?.person.name).toBe('赵兰')
  })
})
