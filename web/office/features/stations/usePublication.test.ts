import { describe, expect, it, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import type { PublicationsWanted, StationsApi } from './api'
import { takenBy } from './publication'
import { usePublication } from './usePublication'

const settled = () => new Promise(resolve => setTimeout(resolve))
const counts = { add: 4, update: 2, remove: 1, submitted: 3, shown: 9, refused: 1 }
const made = { id: '5', at: '2026-11-27T02:00:00.000Z', stations: 7 }
const refusal = { ok: false as const, problem: { type: '/problems/stations.nothing_waits', title: 'none', status: 409 } }

async function looking(answers: Record<string, unknown> = {}) {
  const api = {
    publications: vi.fn(async () => ({ ok: true as const, value: { counts, items: [], submissions: [made] } })),
    submit: vi.fn(async () => ({ ok: true as const, value: { id: '5' } })),
    settlePublications: vi.fn(async () => ({ ok: true as const, value: { stations: 2 } })),
    ...answers,
  }
  const wanted = ref<PublicationsWanted>({ org: '7', provider: 'baidu', of: 'add' })
  const it = effectScope().run(() => usePublication(wanted, api as unknown as StationsApi))!
  await settled()
  return { it, api, wanted }
}

describe('stations on a public map', () => {
  it('wait where they are new, changed or gone', async () => {
    const { it: publication } = await looking()
    expect(publication.waiting.value).toBe(7)
  })

  it('are submitted to their map as one file, and read again', async () => {
    const { it: publication, api } = await looking()
    expect(await publication.submit()).toEqual(made)
    expect(api.submit).toHaveBeenCalledWith({ org: '7', provider: 'baidu' }, expect.any(String))
    expect(api.publications).toHaveBeenCalledTimes(2)
  })

  it('are those that were chosen, with the reason of a refusal', async () => {
    const { it: publication, api } = await looking()
    expect(await publication.settle('refused', ['1', '2'], 'blurred')).toBe(2)
    expect(api.settlePublications).toHaveBeenCalledWith({ org: '7', provider: 'baidu', as: 'refused', stations: ['1', '2'], note: 'blurred' })
    expect(api.publications).toHaveBeenCalledTimes(2)
  })

  it('stay as they are where a step is refused', async () => {
    const { it: publication, api } = await looking({ submit: async () => refusal })
    expect(await publication.submit()).toBeUndefined()
    expect(publication.refused.value).toEqual(refusal.problem)
    expect(api.publications).toHaveBeenCalledTimes(1)
  })
})

describe('the counts of a public map', () => {
  it('stay while other stations of it are read, and leave with the map', async () => {
    const { it: publication, api, wanted } = await looking()
    api.publications.mockReturnValue(new Promise(() => {})) // nothing more is answered
    wanted.value = { ...wanted.value, of: 'shown' }
    await settled()
    expect([publication.state.value, publication.counts.value]).toEqual(['loading', counts])
    wanted.value = { ...wanted.value, provider: 'amap' }
    await settled()
    expect(publication.counts.value).toBeUndefined()
  })
})

describe('a step', () => {
  it('takes those of the chosen that it can take', () => {
    const rows = (['add', 'refused', 'submitted', 'shown'] as const).map(part => ({ part }))
    expect(takenBy('submit', rows).map(row => row.part)).toEqual(['add', 'refused'])
    expect(takenBy('refused', rows).map(row => row.part)).toEqual(['submitted'])
  })
})
