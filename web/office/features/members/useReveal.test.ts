import { effectScope, ref } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MembersApi } from './api'
import { useReveal } from './useReveal'

const number = '619999199003070028'

describe('a revealed value', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function desk(reveal: unknown) {
    const scope = effectScope()
    const id = ref('9')
    return { scope, id, it: scope.run(() => useReveal(() => id.value, { reveal } as MembersApi))! }
  }
  const answered = async () => ({ ok: true, value: { value: number, seconds: 30, left_today: 19 } })

  it('is shown for as long as the server said, then forgotten', async () => {
    const { it } = desk(answered)
    expect(await it.reveal({ field: 'id_number', purpose: 'case' })).toBe(true)
    expect([it.shown.value, it.leftToday.value]).toEqual([{ field: 'id_number', value: number, secondsLeft: 30 }, 19])
    vi.advanceTimersByTime(29_000)
    expect(it.shown.value?.secondsLeft).toBe(1)
    vi.advanceTimersByTime(1000)
    expect(it.shown.value).toBeUndefined()
  })

  it('is forgotten when the page goes', async () => {
    const { it, scope } = desk(answered)
    await it.reveal({ field: 'id_number', purpose: 'case' })
    scope.stop()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('does not appear beside another person', async () => {
    const { it, id } = desk(async () => {
      id.value = '10'
      return await answered()
    })
    expect(await it.reveal({ field: 'id_number', purpose: 'case' })).toBe(false)
    expect(it.shown.value).toBeUndefined()
  })

  it('stays masked when the day\'s quota is spent, and says so', async () => {
    const { it } = desk(async () => ({ ok: false, problem: { type: '/problems/members.reveals_spent', title: '今天看满了', status: 429 } }))
    expect(await it.reveal({ field: 'phone', purpose: 'case' })).toBe(false)
    expect([it.shown.value, it.problem.value?.title]).toEqual([undefined, '今天看满了'])
  })
})
