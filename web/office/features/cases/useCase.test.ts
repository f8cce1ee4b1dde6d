import { describe, expect, it, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import type { Case, CasesApi } from './api'
import { useCase } from './useCase'

const one = (version: number, state = 'checking') => ({ id: '9', version, state }) as Case
const good = <T>(value: T) => ({ ok: true as const, value })
const bad = (status: number, key: string) => ({ ok: false as const, problem: { type: '/problems/' + key, title: '', status } })
const settled = () => new Promise(resolve => setTimeout(resolve))

async function desk(over: Partial<Record<keyof CasesApi, unknown>>) {
  const opened = vi.fn(async () => good(one(3)))
  const it = effectScope().run(() => useCase(ref('9'), { open: opened, ...over } as unknown as CasesApi))!
  await settled()
  return { it, opened }
}

describe('one case', () => {
  it('is moved over the version that was read', async () => {
    const step = vi.fn(async () => good(one(4, 'granted')))
    const { it } = await desk({ step })
    expect(await it.take('approve', '')).toBe(true)
    expect(step).toHaveBeenCalledWith('9', 3, { step: 'approve' })
    expect([it.it.value?.version, it.it.value?.state]).toEqual([4, 'granted'])
  })

  it('that somebody moved meanwhile is read again, and the reason stays', async () => {
    const { it, opened } = await desk({ step: async () => bad(412, 'cases.changed_meanwhile') })
    opened.mockImplementation(async () => good(one(4, 'returned')))
    expect(await it.take('approve', '')).toBe(false)
    expect([it.it.value?.state, it.changedMeanwhile.value]).toEqual(['returned', true])
  })

  it('that was handed over out of sight is gone, and what is shown stays as it was', async () => {
    const { it } = await desk({ handOver: async () => good(undefined) })
    expect(await it.handOver({ org: '7', comment: '工作地在那里' })).toBe(true)
    expect([it.gone.value, it.it.value?.version]).toEqual([true, 3])
  })

  it('shows what was said once the server has it, and repeats a lost comment under its key', async () => {
    const say = vi.fn<(...given: unknown[]) => Promise<unknown>>(async () => bad(0, 'client.unreachable'))
    const { it, opened } = await desk({ say })
    expect(await it.say('看到了', true)).toBe(false)
    expect(opened).toHaveBeenCalledTimes(1)
    say.mockImplementation(async () => good({ id: '1' }))
    expect(await it.say('看到了', true)).toBe(true)
    expect(opened).toHaveBeenCalledTimes(2)
    expect(say.mock.calls[0]).toEqual(say.mock.calls[1])
  })
})
