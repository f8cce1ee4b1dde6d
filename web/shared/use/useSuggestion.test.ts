import { describe, expect, it } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useSuggestion } from './useSuggestion'

const settled = () => new Promise(resolve => setTimeout(resolve, 5))
const canteen = { category: 'living.canteen', label: '食堂', because: ['绿豆汤'] }

function open(answers: Record<string, object>) {
  const asked: string[] = []
  const words = ref('')
  const it = effectScope().run(() => useSuggestion(words, async said => (asked.push(said), { ok: true, value: answers[said] ?? {} }), 1))!
  return { words, asked, ...it }
}

describe('what the words are about', () => {
  it('is asked once the typing pauses, with the words that decided', async () => {
    const { words, asked, suggestion } = open({ '中午能不能有碗绿豆汤': canteen })
    words.value = '中午'
    await nextTick()
    words.value = '中午能不能有碗绿豆汤'
    await settled()
    expect(asked).toEqual(['中午能不能有碗绿豆汤'])
    expect(suggestion.value).toEqual(canteen)
  })

  it('is nothing where no word of the table is found, or nothing is written any more', async () => {
    const { words, asked, suggestion } = open({ 绿豆汤: canteen })
    words.value = '绿豆汤'
    await settled()
    words.value = '今天'
    await settled()
    expect(suggestion.value).toBeUndefined()
    words.value = '绿豆汤'
    await settled()
    words.value = ' '
    await settled()
    expect([asked.length, suggestion.value]).toEqual([3, undefined])
  })
})
