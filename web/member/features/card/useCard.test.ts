import { describe, expect, it } from 'vitest'
import { effectScope } from 'vue'
import type { CardApi } from './api'
import { useCard } from './useCard'

const settled = () => new Promise(resolve => setTimeout(resolve))

function open(answers: unknown[]) {
  let clock = 1_000_000
  let looking = true
  let old = false
  let asked = 0
  const api = { mine: async () => (asked++, answers.length > 1 ? answers.shift() : answers[0]) } as unknown as CardApi
  const scope = effectScope()
  const card = scope.run(() => useCard(api, { now: () => clock, looking: () => looking, old: () => old }))!
  return {
    card,
    asked: () => asked,
    pass: (s: number) => (clock += s * 1000),
    look: (now: boolean) => (looking = now),
    lose: () => (old = true),
    end: () => scope.stop(),
  }
}

const fresh = (code: string) => ({ ok: true, value: { code, code_lives_s: 60, number: '6104028123456785' } })

describe('the card', () => {
  it('counts its code down and takes a new one when it is over', async () => {
    const { card, pass, end } = open([fresh('one'), fresh('two')])
    await settled()
    expect([card.secondsLeft.value, card.code.value]).toEqual([60, 'one'])
    pass(59)
    card.tick()
    expect([card.secondsLeft.value, card.code.value]).toEqual([1, 'one'])
    pass(1)
    card.tick()
    await settled()
    expect([card.secondsLeft.value, card.code.value]).toEqual([60, 'two'])
    end()
  })

  it('asks for none while nobody looks', async () => {
    const { card, pass, look, asked, end } = open([fresh('one')])
    await settled()
    look(false)
    pass(600)
    card.tick()
    await settled()
    expect(asked()).toBe(1)
    expect(card.code.value).toBeUndefined()
    end()
  })

  it('shows the number without a code when what came is old', async () => {
    const { card, pass, lose, end } = open([fresh('one')])
    await settled()
    lose()
    pass(60)
    card.tick()
    await settled()
    expect([card.code.value, card.card.value?.number]).toEqual([undefined, '6104028123456785'])
    end()
  })
})
