import { describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref, type Ref } from 'vue'
import type { CasesApi, InboxLine, InboxWanted } from './api'
import { useInbox } from './useInbox'

const line = (n: number) => ({ task: `t${n}`, id: `c${n}`, version: 1 }) as InboxLine
const settled = () => new Promise(resolve => setTimeout(resolve))

/** An inbox of `all` tasks, read by pages. */
function desk(all: number, wanted: Ref<InboxWanted> = ref({ inbox: '1' as const })) {
  const inbox = vi.fn(async (_: InboxWanted, limit: number, cursor?: string) => {
    const from = Number(cursor ?? 0)
    const items = Array.from({ length: Math.min(limit, all - from) }, (_, i) => line(from + i))
    return { ok: true as const, value: { items, total: Math.min(all, 1000), total_is_all: all < 1000, ...(from + limit < all ? { next: String(from + limit) } : {}) } }
  })
  return { inbox, wanted, it: effectScope().run(() => useInbox(wanted, { inbox } as unknown as CasesApi))! }
}

describe('the inbox', () => {
  it('has one row for each task and knows which case it is of', async () => {
    const { it: box } = desk(3)
    await settled()
    expect(box.rows.value.map(row => [row.id, row.case])).toEqual([['t0', 'c0'], ['t1', 'c1'], ['t2', 'c2']])
    expect(box.total.value).toEqual({ count: 3, isAll: true })
  })

  it('keeps what was chosen while pages are turned, and drops it when something else is wanted', async () => {
    const { it: box, wanted } = desk(120)
    await settled()
    box.choose(box.rows.value[0])
    box.chooseTo(box.rows.value[2])
    box.next()
    await settled()
    box.choose(box.rows.value[0])
    expect([...box.chosen.value.keys()]).toEqual(['t0', 't1', 't2', 't50'])
    box.choosePage(true)
    box.choosePage(false)
    expect([...box.chosen.value.keys()]).toEqual(['t0', 't1', 't2'])
    wanted.value = { inbox: 'all' }
    await nextTick()
    expect(box.chosen.value.size).toBe(0)
  })

  it('chooses at most 500, and no page more than that takes', async () => {
    const { it: box, inbox } = desk(1300)
    await settled()
    await box.chooseMatching()
    expect(box.chosen.value.size).toBe(500)
    expect(inbox).toHaveBeenCalledTimes(1 + 5)
    box.next()
    await settled()
    expect(box.total.value).toEqual({ count: 1000, isAll: false })
  })
})
