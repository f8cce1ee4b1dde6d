import { describe, expect, it } from 'vitest'
import { useStandIns } from './useStandIns'

describe('useStandIns', () => {
  it('sends nothing before all three are said, and shows what came of it', async () => {
    const said: unknown[] = []
    let asked = 0
    const standIns = useStandIns({
      all: async () => {
        asked++
        return { ok: true, value: { items: [], colleagues: [{ account: '5', name: '李干事', org: '秦都区总工会' }], days_max: 90 } }
      },
      say: async body => {
        said.push(body)
        return { ok: true, value: { id: '9' } }
      },
      end: async () => ({ ok: true, value: undefined as never }),
    })
    expect(await standIns.say()).toBe(false)
    expect(standIns.missing.value).toEqual({ account: true, from: true, until: true })
    standIns.wanted.value = { account: '5', from: '2026-07-16', until: '2026-07-17' }
    expect(await standIns.say()).toBe(true)
    expect(said).toEqual([{ account: '5', from: '2026-07-16', until: '2026-07-17' }])
    expect(standIns.wanted.value.account).toBe('')
    expect(asked).toBe(2)
  })
})
