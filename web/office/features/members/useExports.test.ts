import { effectScope } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { unreachable } from '@unionhall/shared/api/client'
import type { Export, MembersApi } from './api'
import { useExports } from './useExports'

describe('exports', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const one = (id: string, state: Export['state'], done: number): Export => ({ id, state, done, total: 200, file: `${id}.xlsx`, at: '', until: '', whole: false })
  const listed = (...items: Export[]) => ({ ok: true, value: { items } })
  const refused = (status: number) => ({ ok: false, problem: { type: unreachable, title: '', status } })

  function desk(answers: unknown[]) {
    const exports = vi.fn(async () => answers.shift())
    const scope = effectScope()
    const api = { beginExport: async () => ({ ok: true, value: { id: '5' } }), exports } as unknown as MembersApi
    return { scope, exports, it: scope.run(() => useExports(api, 100))! }
  }

  it('are found again when the page is opened, and followed until they are written', async () => {
    const { it } = desk([listed(one('5', 'running', 0), one('4', 'done', 9)), listed(one('5', 'running', 120)), listed(one('5', 'done', 200))])
    await vi.advanceTimersByTimeAsync(0)
    expect(it.items.value.map(e => e.id)).toEqual(['5', '4'])
    expect(it.asked.value).toBeUndefined() // not here, not now
    await vi.advanceTimersByTimeAsync(100)
    expect(it.items.value[0]!.done).toBe(120)
    await vi.advanceTimersByTimeAsync(100)
    expect(it.items.value[0]!.state).toBe('done')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('tell the one that was asked for here from the others', async () => {
    const { it } = desk([listed(one('4', 'done', 9)), listed(one('5', 'done', 200), one('4', 'done', 9))])
    await vi.advanceTimersByTimeAsync(0)
    await it.begin({ org: '7', format: 'xlsx' })
    expect([it.asked.value?.id, it.asked.value?.state]).toEqual(['5', 'done'])
  })

  it('stay on the page when an answer is lost, and are asked after again', async () => {
    const { it } = desk([listed(one('5', 'running', 10)), refused(0), listed(one('5', 'done', 200))])
    await vi.advanceTimersByTimeAsync(100)
    expect([it.lost.value?.status, it.items.value[0]!.done]).toEqual([0, 10])
    await vi.advanceTimersByTimeAsync(500)
    expect([it.lost.value, it.items.value[0]!.state]).toEqual([undefined, 'done'])
  })

  it('are not asked after further when that is refused, or when one has failed', async () => {
    for (const answer of [refused(503), listed(one('5', 'failed', 10))]) {
      const { exports } = desk([answer])
      await vi.advanceTimersByTimeAsync(5000)
      expect(exports).toHaveBeenCalledTimes(1)
    }
  })

  it('go on without the page', async () => {
    const { scope } = desk([listed(one('5', 'running', 0))])
    await vi.advanceTimersByTimeAsync(0)
    scope.stop()
    expect(vi.getTimerCount()).toBe(0)
  })
})
