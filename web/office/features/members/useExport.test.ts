import { effectScope } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { unreachable } from '@unionhall/shared/api/client'
import type { Export, MembersApi } from './api'
import { useExport } from './useExport'

describe('an export', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function desk(answers: unknown[]) {
    const exportNow = vi.fn(async () => answers.shift())
    const scope = effectScope()
    const api = { beginExport: async () => ({ ok: true, value: { id: '5' } }), exportNow } as unknown as MembersApi
    return { scope, exportNow, it: scope.run(() => useExport(api, 100))! }
  }
  const now = (state: Export['state'], done: number) => ({ ok: true, value: { id: '5', state, done, total: 200 } })

  it('is followed until its file is there', async () => {
    const { it } = desk([now('running', 0), now('running', 120), now('done', 200)])
    await it.begin({ org: '7', format: 'xlsx' })
    expect([it.now.value?.done, it.fileUrl.value]).toEqual([0, undefined])
    await vi.advanceTimersByTimeAsync(100)
    expect(it.now.value?.done).toBe(120)
    await vi.advanceTimersByTimeAsync(100)
    expect(it.fileUrl.value).toBe('/api/v1/member-exports/5/file')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is asked for again when an answer is lost', async () => {
    const lost = { ok: false, problem: { type: unreachable, title: '', status: 0 } }
    const { it } = desk([now('running', 10), lost, now('done', 200)])
    await it.begin({ org: '7', format: 'xlsx' })
    await vi.advanceTimersByTimeAsync(100)
    expect([it.lost.value?.status, it.now.value?.done]).toEqual([0, 10])
    await vi.advanceTimersByTimeAsync(500)
    expect([it.lost.value, it.now.value?.state]).toEqual([undefined, 'done'])
  })

  it('that failed is not followed further', async () => {
    const { it, exportNow } = desk([now('failed', 10)])
    await it.begin({ org: '7', format: 'csv' })
    await vi.advanceTimersByTimeAsync(5000)
    expect([it.fileUrl.value, exportNow.mock.calls.length]).toEqual([undefined, 1])
  })

  it('goes on without the page', async () => {
    const { scope, it } = desk([now('running', 0)])
    await it.begin({ org: '7', format: 'csv' })
    scope.stop()
    expect(vi.getTimerCount()).toBe(0)
  })
})
