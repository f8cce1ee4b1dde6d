import { describe, expect, it } from 'vitest'
import type { AccountLine, AdministrationApi } from './api'
import { useAccounts } from './useAccounts'

function hall() {
  const asked: unknown[] = []
  const line = { id: '7', name_masked: '秦*事', phone_masked: '126********', closed: false, enrolled: true, since: '', sessions: 1 }
  const api = {
    find: async (body: unknown) => {
      asked.push(body)
      return { ok: true, value: { items: [{ ...line }] } }
    },
    close: async () => ((line.closed = true), { ok: true, value: undefined }),
    reopen: async () => ({ ok: false, problem: { type: '/problems/accounts.own_account', title: 'Nobody', status: 403 } }),
  } as unknown as AdministrationApi
  return { asked, accounts: useAccounts(api) }
}

describe('accounts', () => {
  it('are asked for by what was typed alone, and read again once one is closed', async () => {
    const { asked, accounts } = hall()
    accounts.wanted.phone = '12600000001'
    await accounts.find()
    expect(asked).toEqual([{ phone: '12600000001' }])
    expect(await accounts.turn(accounts.found.value![0]!)).toBe(true)
    expect(asked).toEqual([{ phone: '12600000001' }, { phone: '12600000001' }])
    expect(accounts.found.value![0]!.closed).toBe(true)
  })

  it('stay as they are shown where a change is refused', async () => {
    const { accounts } = hall()
    accounts.wanted.name = '秦干事'
    await accounts.find()
    expect(await accounts.turn({ ...accounts.found.value![0]!, closed: true } as AccountLine)).toBe(false)
    expect(accounts.problem.value?.title).toBe('Nobody')
    expect(accounts.found.value).toHaveLength(1)
  })
})
