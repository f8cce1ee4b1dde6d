import { describe, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import type { BatchDone, BatchWanted, CasesApi } from './api'
import { offeredBy, useBatch } from './useBatch'
import type { Row } from './useInbox'

const step = (word: string, reason = false) => ({ step: word, label: word, reason })
function row(n: number, type = 'joining', steps = [step('approve'), step('refuse', true)]) {
  return { id: `t${n}`, case: `c${n}`, version: n, type, batch_steps: steps } as unknown as Row
}

describe('the steps for many cases', () => {
  it('are those that any of them offers, each with its cases', () => {
    const offered = offeredBy([row(1, 'transfer', [step('let_go')]), row(2), row(3)])
    expect(offered.map(one => [one.step, one.rows.length])).toEqual([['approve', 2], ['refuse', 2], ['let_go', 1]])
  })

  it('ask for a case that waits at two unions once', () => {
    const twice = { ...row(1), id: 't9' } as Row
    expect(offeredBy([row(1), twice])[0]!.rows).toHaveLength(1)
  })
})

describe('a batch', () => {
  function desk(answer: BatchDone | undefined) {
    const batch = vi.fn(async (_: BatchWanted) => (answer ? { ok: true, value: answer } : { ok: false, problem: { type: '', title: '', status: 0 } }))
    return { batch, it: useBatch(ref([row(1), row(2)]), { batch } as unknown as CasesApi) }
  }

  it('says which were done and why others were not', async () => {
    const changed = { type: '/problems/cases.changed_meanwhile', title: '刚刚有了变化', status: 412 }
    const { it: batch, batch: sent } = desk({ done: 1, results: [{ id: 'c1', done: true }, { id: 'c2', done: false, problem: changed }] })
    await batch.take(batch.offered.value[0]!, '')
    expect(sent).toHaveBeenCalledWith({ step: 'approve', cases: [{ id: 'c1', version: 1 }, { id: 'c2', version: 2 }] })
    expect(batch.outcome.value?.done.map(r => r.case)).toEqual(['c1'])
    expect(batch.outcome.value?.refused.map(r => [r.row.case, r.why])).toEqual([['c2', '刚刚有了变化']])
  })

  it('that got no answer can be asked again with the same', async () => {
    const { it: batch, batch: sent } = desk(undefined)
    await batch.take(batch.offered.value[0]!, '资料齐全')
    expect([batch.problem.value?.status, batch.outcome.value]).toEqual([0, undefined])
    await batch.take(batch.offered.value[0]!, '资料齐全')
    expect(sent.mock.calls[0]).toEqual(sent.mock.calls[1])
  })
})
