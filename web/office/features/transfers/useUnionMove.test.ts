import { describe, expect, it, vi } from 'vitest'
import type { NewUnionMove, TransfersApi } from './api'
import { useUnionMove } from './useUnionMove'

function desk(answers: unknown[]) {
  const moveUnion = vi.fn(async (_body: NewUnionMove, _key: string) => answers.shift())
  return { moveUnion, it: useUnionMove({ moveUnion } as unknown as TransfersApi) }
}

describe('the move of a whole union', () => {
  it('is not asked for before both unions and the reason are there', async () => {
    const { it: move, moveUnion } = desk([])
    move.draft.union = { id: '7', name: '河畔快递工会' }
    expect(await move.file()).toBeUndefined()
    expect([move.missing.value, moveUnion.mock.calls.length]).toEqual([['org', 'reason'], 0])
  })

  it('leaves out a place that does not change, and shows what the server finds at each field', async () => {
    const wrong = { type: '/problems/http.invalid', title: '', status: 422, errors: [{ pointer: '/division', code: 'division_digits', message: '行政区划代码是 6 位或 12 位数字' }] }
    const { it: move, moveUnion } = desk([{ ok: false, problem: wrong }, { ok: true, value: { id: '99' } }])
    Object.assign(move.draft, { union: { id: '7', name: '河畔快递工会' }, org: { id: '9', name: '渭城区总工会' }, reason: '公司搬了', division: '6104' })
    expect(await move.file()).toBeUndefined()
    expect(move.faults.value).toEqual({ division: '行政区划代码是 6 位或 12 位数字' })
    move.draft.division = ''
    expect(await move.file()).toBe('99')
    expect(moveUnion.mock.calls[1]![0]).toEqual({ type: 'union_move', union: '7', org: '9', reason: '公司搬了' })
  })
})
