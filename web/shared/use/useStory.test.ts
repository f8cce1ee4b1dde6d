import { describe, expect, it } from 'vitest'
import { effectScope, ref } from 'vue'
import type { Schemas } from '../api/client'
import { useStory, type Story } from './useStory'

const settled = () => new Promise(resolve => setTimeout(resolve))
const appealWith = (state: string, verdict: string | undefined, ...keys: string[]) =>
  ({ id: '7', state, track: keys.map(key => ({ key })), form: { verdict } }) as unknown as Schemas['Case']

function open(appeal: Schemas['Case']) {
  const now = ref(appeal)
  const answers: Story['state'][] = ['proposed', 'published']
  const read: string[] = []
  const ask = async (id: string) => (read.push(id), { ok: true as const, value: { state: answers[read.length - 1]!, proposed_at: '' } })
  return { now, read, ...effectScope().run(() => useStory(() => now.value, ask))! }
}

describe('the story of an appeal', () => {
  it('is not read before she was asked', async () => {
    const { asked, read, story } = open(appealWith('solved', 'solved', 'filed', 'reply', 'solved'))
    await settled()
    expect([asked.value, story.value, read]).toEqual([false, undefined, []])
  })

  it('is read once she was asked, and again once she has answered', async () => {
    const { now, asked, read, story } = open(appealWith('solved', 'solved', 'solved', 'story_proposed', 'comment'))
    await settled()
    expect([asked.value, story.value?.state, read]).toEqual([true, 'proposed', ['7']])
    now.value = appealWith('solved', 'solved', 'solved', 'story_proposed', 'comment', 'story_published')
    await settled()
    expect([story.value?.state, read]).toEqual(['published', ['7', '7']])
    now.value = appealWith('closed', 'solved', 'solved', 'story_proposed', 'comment', 'story_published', 'settled')
    await settled()
    expect(read, 'what happened since is no answer of hers').toHaveLength(2)
  })

  it('is of an appeal that she called solved, and that is not open again', () => {
    const solved = (state: string, verdict?: string) => open(appealWith(state, verdict)).solved.value
    expect([solved('solved', 'solved'), solved('closed', 'solved')]).toEqual([true, true])
    expect([solved('closed', 'unsolved'), solved('handling', 'solved'), solved('replied')]).toEqual([false, false, false])
  })
})
