import { describe, expect, it } from 'vitest'
import { effectScope } from 'vue'
import type { AuditApi } from './api'
import { useAudit } from './useAudit'

const settled = () => new Promise(resolve => setTimeout(resolve))

function trail() {
  const asked: unknown[] = []
  const api = {
    events: async (filter: unknown, cursor?: string) => {
      asked.push([filter, cursor])
      return { ok: true, value: { items: [], next: 'behind' } }
    },
    head: async () => ({ ok: true, value: { sealed_until: '', head: '', count: 0 } }),
    prove: async () => ({ ok: false, problem: { type: '/problems/audit.proved_often', title: '', status: 429 } }),
    table: async (filter: unknown) => {
      asked.push(['table', filter])
      return { ok: true, value: new Blob(['id']) }
    },
  } as unknown as AuditApi
  return { asked, audit: effectScope().run(() => useAudit(api))! }
}

describe('the audit', () => {
  it('is asked for by what was chosen alone, from its first page on', async () => {
    const { asked, audit } = trail()
    await settled()
    audit.next()
    await settled()
    audit.wanted.kind = 'reveal'
    audit.person.value = { account: '7', name_masked: '秦*事' }
    audit.wanted.from = '2026-07-01'
    await settled()
    expect(asked).toEqual([
      [{}, undefined],
      [{}, 'behind'],
      [{ kind: 'reveal', actor: '7', from: '2026-07-01' }, undefined],
    ])
    expect(await audit.table()).toBeInstanceOf(Blob)
    expect(asked.at(-1)).toEqual(['table', { kind: 'reveal', actor: '7', from: '2026-07-01' }])
  })

  it('says why it was not proved', async () => {
    const { audit } = trail()
    await audit.prove()
    expect(audit.proof.value).toBeUndefined()
    expect(audit.refused.value?.status).toBe(429)
  })
})
