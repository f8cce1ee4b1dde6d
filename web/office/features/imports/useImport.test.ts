import { effectScope, ref } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { unreachable } from '@unionhall/shared/api/client'
import type { Import, ImportsApi, ImportState } from './api'
import { useImport } from './useImport'

const now = (state: ImportState, version = 1) => ({ ok: true as const, value: { id: '5', version, state } as Import })
const lost = { ok: false as const, problem: { type: unreachable, title: '', status: 0 } }
const refusal = (status: number) => ({ ok: false as const, problem: { type: '/problems/imports.changed_meanwhile', title: '', status } })

function desk(answers: unknown[], over: object = {}) {
  const open = vi.fn(async () => (answers.length > 1 ? answers.shift() : answers[0]))
  const scope = effectScope()
  return { scope, open, one: scope.run(() => useImport(ref('5'), { open, ...over } as unknown as ImportsApi))! }
}

describe('an import on the screen', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())
  const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms)

  it('is looked at again while it works, and left alone after', async () => {
    const { one, open } = desk([now('checking'), now('checking'), now('checked')])
    await wait(1500)
    expect(one.it.value?.state).toBe('checked')
    await wait(60_000)
    expect(open).toHaveBeenCalledTimes(3)
  })

  it('stays while the server is out of reach, and is found again', async () => {
    const { one } = desk([now('committing'), lost, now('committed')])
    await wait(800)
    expect([one.outOfReach.value, one.it.value?.state, one.state.value]).toEqual([true, 'committing', 'ready'])
    await wait(8000)
    expect([one.outOfReach.value, one.it.value?.state]).toEqual([false, 'committed'])
  })

  it('that nobody may see has failed', async () => {
    const { one } = desk([refusal(404)])
    await wait(0)
    expect([one.state.value, one.problem.value?.status]).toEqual(['failed', 404])
  })

  it('notices by itself that the other officer has confirmed', async () => {
    const { one } = desk([now('waiting_confirmation'), now('committing'), now('committed')])
    await wait(9000)
    expect(one.it.value?.state).toBe('committed')
  })

  it('is committed as it was seen here', async () => {
    const commit = vi.fn(async () => now('waiting_confirmation', 2))
    const { one } = desk([now('checked')], { commit })
    await wait(0)
    expect(await one.commit('77')).toBe(true)
    expect(commit).toHaveBeenCalledWith('5', 1, '77')
    expect(one.it.value?.version).toBe(2)
  })

  it('is shown anew, with the reason, when somebody was faster', async () => {
    const { one } = desk([now('checked'), now('committing', 2)], { commit: async () => refusal(412) })
    await wait(0)
    expect(await one.commit()).toBe(false)
    expect([one.refused.value?.status, one.it.value?.state]).toEqual([412, 'committing'])
  })

  it('is dropped for good', async () => {
    const { one } = desk([now('checked')], { drop: async () => ({ ok: true, value: undefined }) })
    await wait(0)
    expect(await one.drop()).toBe(true)
    expect(one.it.value?.state).toBe('dropped')
  })

  it('is asked about no more when the page goes', async () => {
    const { scope } = desk([now('checking')])
    await wait(0)
    scope.stop()
    expect(vi.getTimerCount()).toBe(0)
  })
})
