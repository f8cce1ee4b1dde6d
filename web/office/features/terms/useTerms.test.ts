import { describe, expect, it, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import type { TermsApi, TermState } from './api'
import { useTerms, type TermsWanted } from './useTerms'

const settled = () => new Promise(resolve => setTimeout(resolve))

/** Two pages of overdue ones, one that is due, none that is due soon, one put off. */
const list = vi.fn(async (_org: string, state: TermState, cursor?: string) => {
  const pages: Partial<Record<TermState, string[][]>> = { overdue: [['a'], ['b']], due: [['c']], postponed: [['d']] }
  const all = pages[state] ?? [[]]
  const at = Number(cursor ?? 0)
  const next = at + 1 < all.length ? { next: String(at + 1) } : {}
  return { ok: true as const, value: { items: (all[at] ?? []).map(id => ({ id })), ...next } }
})

function desk(wanted: TermsWanted, answer = list) {
  return effectScope().run(() => useTerms(ref(wanted), { list: answer } as unknown as TermsApi))!
}

describe('the unions that have to elect', () => {
  it('are those overdue first, page after page, then the others', async () => {
    const terms = desk({ org: '7' })
    await settled()
    expect([terms.rows.value.map(row => row.id), terms.hasNext.value]).toEqual([['a'], true])
    terms.next()
    await settled()
    expect([terms.rows.value.map(row => row.id), terms.hasNext.value]).toEqual([['b', 'c', 'd'], false])
    terms.previous()
    await settled()
    expect(terms.rows.value.map(row => row.id)).toEqual(['a'])
  })

  it('can be those of one state alone', async () => {
    const terms = desk({ org: '7', state: 'due' })
    await settled()
    expect([terms.rows.value.map(row => row.id), terms.hasNext.value]).toEqual([['c'], false])
  })

  it('are none where one of the lists was not read', async () => {
    const broken = vi.fn(async (...[, state]: Parameters<typeof list>) => (state === 'due' ? { ok: false as const, problem: { type: '', title: '', status: 0 } } : list('7', state, '1')))
    const terms = desk({ org: '7' }, broken as never)
    await settled()
    expect([terms.state.value, terms.rows.value]).toEqual(['failed', []])
  })
})
