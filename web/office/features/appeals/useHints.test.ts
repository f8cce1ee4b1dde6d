import { describe, expect, it } from 'vitest'
import { effectScope, ref } from 'vue'
import { useHints } from './useHints'

const settled = () => new Promise(resolve => setTimeout(resolve))

function open() {
  const words = new Map([['绿豆汤', 'living.canteen'], ['食堂', 'living.canteen'], ['中暑', 'safety.heat']])
  const api = {
    hints: async () => ({ ok: true as const, value: { items: [...words].map(([word, category]) => ({ word, category, label: category })) } }),
    setHint: async (word: string, category: string) => {
      if (word === '坏') return { ok: false as const, problem: { type: '/problems/appeals.city_alone', title: '', status: 403 } }
      if (category) words.set(word, category)
      else words.delete(word)
      return { ok: true as const, value: true as const }
    },
  }
  const sought = ref('')
  return { sought, ...effectScope().run(() => useHints(sought, api))! }
}

describe('the table of words', () => {
  it('stands by category, and is narrowed to a word or to what it suggests', async () => {
    const { groups, sought } = open()
    await settled()
    expect(groups.value.map(it => it.words)).toEqual([['绿豆汤', '食堂'], ['中暑']])
    sought.value = '豆'
    expect(groups.value.map(it => it.words)).toEqual([['绿豆汤']])
    sought.value = 'heat'
    expect(groups.value.map(it => it.words)).toEqual([['中暑']])
  })

  it('shows a change once the hall has taken it', async () => {
    const { groups, set, problem } = open()
    await settled()
    expect(await set('冰棍', 'safety.heat')).toBe(true)
    expect(await set('食堂', '')).toBe(true)
    expect(groups.value.map(it => it.words)).toEqual([['绿豆汤'], ['中暑', '冰棍']])
    expect(await set('坏', 'safety.heat')).toBe(false)
    expect(problem.value?.status).toBe(403)
  })
})
