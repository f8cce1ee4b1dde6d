import { effectScope, nextTick, ref } from 'vue'
import { describe, expect, it, vi } from 'vitest'
import { useGrowingList } from './useGrowingList'

const settled = () => new Promise(resolve => setTimeout(resolve))
const page = (items: string[], next?: string) => ({ ok: true as const, value: { items, ...(next ? { next } : {}) } })

describe('a list that grows', () => {
  it('adds the next page below, and begins anew with another source', async () => {
    const kind = ref('all')
    const read = vi.fn(async (of: string, cursor?: string) => (cursor ? page([`${of} 3`]) : page([`${of} 1`, `${of} 2`], 'c')))
    const list = effectScope().run(() => useGrowingList(kind, read))!
    await settled()
    await list.more()
    expect([list.items.value, list.next.value]).toEqual([['all 1', 'all 2', 'all 3'], undefined])
    await list.more() // there is nothing more to ask for
    expect(read).toHaveBeenCalledTimes(2)
    kind.value = 'date'
    await settled()
    expect(list.items.value).toEqual(['date 1', 'date 2'])
  })

  it('keeps what it has when the next page does not come', async () => {
    const problem = { type: '/problems/http.busy', title: '', status: 503 }
    const read = vi.fn(async (_: string, cursor?: string) => (cursor ? { ok: false as const, problem } : page(['1'], 'c')))
    const list = effectScope().run(() => useGrowingList(ref('all'), read))!
    await settled()
    await list.more()
    expect([list.state.value, list.items.value, list.problem.value, list.next.value]).toEqual(['ready', ['1'], problem, 'c'])
  })

  it('drops a page of a source that is no longer asked for', async () => {
    const kind = ref('all')
    let answer: (value: ReturnType<typeof page>) => void = () => undefined
    const read = (of: string) => (of === 'all' ? new Promise<ReturnType<typeof page>>(done => (answer = done)) : Promise.resolve(page(['date'])))
    const list = effectScope().run(() => useGrowingList(kind, read))!
    kind.value = 'date'
    await nextTick()
    await settled()
    answer(page(['all']))
    await settled()
    expect(list.items.value).toEqual(['date'])
  })
})
