import { describe, expect, it } from 'vitest'
import type { UnionsApi } from './api'
import { useUnionSearch } from './useUnionSearch'

describe('looking for a union', () => {
  it('shows what was asked last, and nothing for nothing', async () => {
    const answers: Record<string, (value: unknown) => void> = {}
    const api = { search: (q: string) => new Promise(done => (answers[q] = done)) } as unknown as UnionsApi
    const { found, search, searching } = useUnionSearch(api)
    const early = search('快')
    const late = search(' 快递 ')
    answers['快递']!({ ok: true, value: { items: [{ id: '2' }] } })
    answers['快']!({ ok: true, value: { items: [{ id: '1' }] } })
    await Promise.all([early, late])
    expect(found.value).toEqual([{ id: '2' }])
    expect(searching.value).toBe(false)
    await search('  ')
    expect(found.value).toBeUndefined()
  })

  it('tells a failure from an empty answer', async () => {
    const problem = { type: '/problems/x', title: '', status: 503 }
    const { found, problem: said, search } = useUnionSearch({ search: async () => ({ ok: false, problem }) })
    await search('快递')
    expect([found.value, said.value]).toEqual([undefined, problem])
  })
})
