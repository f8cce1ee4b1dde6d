import { describe, expect, it, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import type { JoiningApi, Ways } from './api'
import { useWays } from './useWays'

const settled = () => new Promise(resolve => setTimeout(resolve))

async function desk(setWays = vi.fn(async (_org: string, ways: Ways) => ({ ok: true as const, value: ways }))) {
  const ways = async () => ({ ok: true as const, value: { takes: ['courier'], automatic: [] } as Ways })
  const it = effectScope().run(() => useWays(ref('7'), { ways, setWays } as unknown as JoiningApi))!
  await settled()
  return { it, setWays }
}

describe('how a union takes people in', () => {
  it('takes whom it admits at once, and admits nobody at once whom it does not take', async () => {
    const { it: ways } = await desk()
    ways.set('automatic', 'food_delivery', true)
    expect(ways.draft.value).toEqual({ takes: ['courier', 'food_delivery'], automatic: ['food_delivery'] })
    ways.set('takes', 'food_delivery', false)
    expect(ways.draft.value).toEqual({ takes: ['courier'], automatic: [] })
  })

  it('is changed only by what differs, and saved once the server agrees', async () => {
    const { it: ways, setWays } = await desk()
    ways.set('takes', 'courier', false)
    ways.set('takes', 'courier', true)
    expect(ways.changed.value).toBe(false)
    ways.set('takes', 'guard', true)
    expect(ways.changed.value).toBe(true)
    expect(await ways.save()).toBe(true)
    expect(setWays).toHaveBeenCalledWith('7', { takes: ['courier', 'guard'], automatic: [] })
    expect([ways.changed.value, ways.savedAt.value instanceof Date]).toEqual([false, true])
  })

  it('keeps what was chosen where it was not saved', async () => {
    const refused = vi.fn(async () => ({ ok: false as const, problem: { type: '', title: '', status: 0 } }))
    const { it: ways } = await desk(refused as never)
    ways.set('takes', 'guard', true)
    expect(await ways.save()).toBe(false)
    expect([ways.draft.value.takes, ways.changed.value, ways.notSaved.value?.status]).toEqual([['courier', 'guard'], true, 0])
  })
})
