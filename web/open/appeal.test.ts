import type { Problem, Result } from '@unionhall/shared/api/client'
import { describe, expect, it, vi } from 'vitest'
import { openAppeal, rate, say } from './appeal'
import type { AppealApi, AppealLook } from './api'

const code = '8K3T92QF8K3T92QF'
const seen = { look: 'a look', good_for_s: 1800, appeal: { number: 'N', steps: [], track: [] } } as unknown as AppealLook

const yes = <T>(value: T): Promise<Result<T>> => Promise.resolve({ ok: true, value })
const no = (status: number, key: string) => Promise.resolve({ ok: false as const, problem: { type: `/problems/${key}`, title: '', status } as Problem })

async function opened(answers: Partial<AppealApi> = {}) {
  const done = () => vi.fn(() => yes(undefined))
  const api = { open: vi.fn(() => yes(seen)), take: done(), say: done(), rate: done(), ...answers } as unknown as AppealApi
  const visit = openAppeal(code, () => undefined, api)
  visit.surname = '王'
  await visit.look()
  return { api, visit }
}

describe('a caller by her link', () => {
  it('calls nothing before she has said her name, so that no try is lost', async () => {
    const open = vi.fn(() => yes(seen))
    const visit = openAppeal(code, () => undefined, { open } as unknown as AppealApi)
    await visit.look()
    expect(visit.missing).toBe('surname')
    expect(open).not.toHaveBeenCalled()
  })

  it('says that it is solved, and how content she is if she likes', async () => {
    const { api, visit } = await opened()
    visit.choose('solved', '解决了', false)
    await visit.send()
    expect(api.take).toHaveBeenCalledWith({ look: 'a look', step: 'solved' })
    expect(visit.step).toEqual({ at: 'taken', step: 'solved' })
  })

  it('wants to know why it is not solved', async () => {
    const { api, visit } = await opened()
    visit.choose('not_solved', '没解决', true)
    await visit.send()
    expect(visit.missing).toBe('comment')
    visit.comment = ' 没喝到 '
    visit.satisfaction = 1
    await visit.send()
    expect(api.take).toHaveBeenCalledWith({ look: 'a look', step: 'not_solved', comment: '没喝到' })
  })

  it('rates and says more beside the steps', async () => {
    const { api, visit } = await opened()
    visit.choose(rate, '评一评', false)
    await visit.send()
    expect(visit.missing).toBe('satisfaction')
    visit.satisfaction = 4
    await visit.send()
    expect(api.rate).toHaveBeenCalledWith('a look', 4)
    const other = await opened()
    other.visit.choose(say, '再说几句', true)
    other.visit.comment = '要凉的'
    await other.visit.send()
    expect(other.api.say).toHaveBeenCalledWith('a look', '要凉的')
  })

  it('asks for the name again when the look has run out or something has moved, and keeps what was written', async () => {
    for (const key of ['appeals.look_over', 'cases.changed_meanwhile']) {
      const { visit } = await opened({ take: () => no(409, key) })
      visit.choose('not_solved', '没解决', true)
      visit.comment = '没喝到'
      await visit.send()
      expect([visit.step, visit.again, visit.comment]).toEqual([{ at: 'door' }, true, '没喝到'])
    }
  })

  it('says that it has ended, whenever the hall says so', async () => {
    expect((await opened({ open: () => no(409, 'appeals.link_over') })).visit.step).toEqual({ at: 'over' })
  })
})
