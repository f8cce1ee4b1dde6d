import { describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import type { StationsApi } from './api'
import { useOpenStations } from './useOpenStations'

const settled = () => new Promise(resolve => setTimeout(resolve))
const page = (id: string, next?: string) => ({ ok: true as const, value: { items: [{ id }], ...(next ? { next } : {}) } })

function looking(open: (org: string, cursor?: string) => Promise<unknown>) {
  const org = ref('7')
  const stations = effectScope().run(() => useOpenStations(org, { open } as unknown as StationsApi))!
  return { org, ids: () => stations.value.map(one => one.id) }
}

describe('the dots of open stations', () => {
  it('come page by page', async () => {
    const { ids } = looking(async (_org, cursor) => (cursor ? page('2') : page('1', 'c')))
    await settled()
    expect(ids()).toEqual(['1', '2'])
  })

  it('end where a map is full', async () => {
    const open = vi.fn(async () => page('1', 'c'))
    looking(open)
    await settled()
    expect(open).toHaveBeenCalledTimes(10)
  })

  it('are those of the union that is looked at now', async () => {
    const answers: Record<string, (value: unknown) => void> = {}
    const { org, ids } = looking(of => new Promise(answer => (answers[of] = answer)))
    org.value = '8'
    await nextTick()
    answers['8']!(page('new'))
    answers['7']!(page('old'))
    await settled()
    expect(ids()).toEqual(['new'])
  })
})
