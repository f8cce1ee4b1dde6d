import { describe, expect, it } from 'vitest'
import { effectScope } from 'vue'
import type { ConsentsApi } from './api'
import { useConsents } from './useConsents'

const settled = () => new Promise(resolve => setTimeout(resolve))

function open(answer: unknown) {
  const withdrawn: string[] = []
  const api = {
    now: async () => ({ ok: true, value: { now: [{ kind: 'id_number', version: 1, given: withdrawn.length === 0 }], items: [] } }),
    withdraw: async (kind: string) => (withdrawn.push(kind), answer),
  } as unknown as ConsentsApi
  return { it: effectScope().run(() => useConsents(api))!, withdrawn }
}

describe('a consent', () => {
  it('is taken back only once that was asked for twice, and tells what follows', async () => {
    const { it, withdrawn } = open({ ok: true, value: { kind: 'id_number', follows: '以后要核对证件号时会再问您' } })
    await settled()
    await it.withdraw()
    expect(withdrawn).toEqual([])
    it.ask('id_number')
    await it.withdraw()
    expect(withdrawn).toEqual(['id_number'])
    expect([it.follows.value, it.asked.value, it.consents.value[0]?.given]).toEqual(['以后要核对证件号时会再问您', undefined, false])
  })

  it('stays where the server says no', async () => {
    const problem = { type: '/problems/consents.membership', title: '', status: 409 }
    const { it } = open({ ok: false, problem })
    await settled()
    it.ask('id_number')
    await it.withdraw()
    expect([it.problem.value, it.asked.value]).toEqual([problem, 'id_number'])
  })
})
