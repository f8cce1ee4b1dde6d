import { unreachable } from '@unionhall/shared/api/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import type { Mailing, MailingsApi, MailingState } from './api'
import { secondsLeft, stepsOf, unanswered } from './states'
import { useMailing } from './useMailing'

const counts = { prepared: 1500, without_phone: 3, sent: 300, confirmed: 40, corrected: 5, locked: 1 }
const mailing = (state: MailingState, version = 1) => ({ id: '5', version, state, per_minute: 600, expires_at: '2999-01-01T00:00:00Z', counts }) as Mailing
const now = (state: MailingState, version = 1) => ({ ok: true as const, value: mailing(state, version) })
const lost = { ok: false as const, problem: { type: unreachable, title: '', status: 0 } }
const refusal = (status: number) => ({ ok: false as const, problem: { type: '/problems/verification.no_such_step', title: '', status } })

function desk(answers: unknown[], over: object = {}) {
  const get = vi.fn(async () => (answers.length > 1 ? answers.shift() : answers[0]))
  const scope = effectScope()
  return { scope, get, one: scope.run(() => useMailing(ref('5'), { get, ...over } as unknown as MailingsApi))! }
}

describe('a mailing on the screen', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())
  const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms)

  it('is looked at every two seconds while it moves, then now and then, and at last no more', async () => {
    const { one, get } = desk([now('preparing'), now('sending'), now('done'), now('stopped')])
    await wait(2000)
    expect(one.it.value?.state).toBe('sending')
    await wait(2000)
    expect([one.it.value?.state, get.mock.calls.length]).toEqual(['done', 3])
    await wait(10_000)
    expect(one.it.value?.state).toBe('stopped')
    await wait(60_000)
    expect(get).toHaveBeenCalledTimes(4)
  })

  it('stays while the server is out of reach', async () => {
    const { one } = desk([now('sending'), lost, now('done')])
    await wait(2000)
    expect([one.outOfReach.value, one.it.value?.state, one.state.value]).toEqual([true, 'sending', 'ready'])
    await wait(10_000)
    expect([one.outOfReach.value, one.it.value?.state]).toEqual([false, 'done'])
  })

  it('is moved as it was seen here', async () => {
    const move = vi.fn(async () => now('sending', 2))
    const { one } = desk([now('ready')], { move })
    await wait(0)
    expect(await one.move('start')).toBe(true)
    expect(move).toHaveBeenCalledWith('5', 1, 'start')
    expect(one.it.value?.version).toBe(2)
  })

  it('is shown anew, with the reason, when somebody was faster', async () => {
    const { one } = desk([now('ready'), now('stopped', 2)], { move: async () => refusal(412) })
    await wait(0)
    expect(await one.move('start')).toBe(false)
    expect([one.refused.value?.status, one.it.value?.state]).toEqual([412, 'stopped'])
  })

  it('is asked about no more when the page goes', async () => {
    const { scope } = desk([now('sending')])
    await wait(0)
    scope.stop()
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a mailing', () => {
  it('says how long it takes, and who has not answered', () => {
    expect(secondsLeft(mailing('sending'))).toBe(120)
    expect(unanswered(counts)).toBe(254)
  })

  it('can be ended whatever it does, once', () => {
    for (const [state, steps] of Object.entries(stepsOf)) expect(steps.includes('stop'), state).toBe(state !== 'stopped')
  })
})
