import { describe, expect, it } from 'vitest'
import { effectScope } from 'vue'
import { useSessions, type SignedIn, type sessionsApi } from './useSessions'

const settled = () => new Promise(resolve => setTimeout(resolve))

function open(answer: unknown) {
  const there = ['1', '2', '3'].map(id => ({ id, current: id === '1' }) as SignedIn)
  let here = there
  const api = {
    list: async () => ({ ok: true, value: { items: here } }),
    end: async (id: string) => ((answer as { ok: boolean }).ok && (here = here.filter(one => one.id !== id)), answer),
    endOthers: async () => ((here = here.filter(one => one.current)), answer),
  } as unknown as typeof sessionsApi
  return { it: effectScope().run(() => useSessions(api))!, there }
}

describe('where I am signed in', () => {
  it('loses a line once the server has ended it', async () => {
    const { it, there } = open({ ok: true, value: undefined })
    await settled()
    await it.end(there[1]!)
    expect(it.sessions.value.map(one => one.id)).toEqual(['1', '3'])
    await it.endOthers()
    expect(it.sessions.value.map(one => one.id)).toEqual(['1'])
  })

  it('keeps the line while the server has not, and says why', async () => {
    const problem = { type: '/problems/x', title: '', status: 503 }
    const { it, there } = open({ ok: false, problem })
    await settled()
    await it.end(there[1]!)
    expect(it.sessions.value).toHaveLength(3)
    expect(it.problem.value).toEqual(problem)
  })
})
