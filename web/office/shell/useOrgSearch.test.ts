import { describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useOrgSearch, type OrgFinder } from './useOrgSearch'

describe('finding unions while typing', () => {
  it('asks once the typing pauses, and drops the answer to what was typed before', async () => {
    vi.useFakeTimers()
    const asked: string[] = []
    const answers: Record<string, (found: boolean) => void> = {}
    const find: OrgFinder = words => {
      asked.push(words)
      return new Promise(resolve => (answers[words] = found => resolve({ ok: true, value: { items: found ? [{ id: words, name: words, level: 'base', path_names: [] }] : [] } })))
    }
    const q = ref('')
    const { found, state } = effectScope().run(() => useOrgSearch(q, find, 100))!

    for (const typed of ['河', '河畔']) {
      q.value = typed
      await nextTick()
    }
    vi.advanceTimersByTime(100)
    expect(asked).toEqual(['河畔'])

    q.value = '河畔快'
    await nextTick()
    vi.advanceTimersByTime(100)
    answers['河畔']!(true)
    await Promise.resolve()
    expect(found.value).toEqual([])
    answers['河畔快']!(true)
    await vi.waitFor(() => expect(state.value).toBe('ready'))
    expect(found.value.map(org => org.id)).toEqual(['河畔快'])
    vi.useRealTimers()
  })
})
