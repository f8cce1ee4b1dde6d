import { describe, expect, it } from 'vitest'
import { effectScope } from 'vue'
import type { AppealsApi } from './api'
import { useCalls } from './useCalls'

const settled = () => new Promise(resolve => setTimeout(resolve))
const line = (id: string, desk = 'hotline') => ({ id, desk, number: id })

async function open(answer: object = { ok: true, value: { id: '77' } }) {
  const asked: unknown[] = []
  let replied = [line('1'), line('2'), line('3', '')]
  const api = {
    calls: async (state: string) => ({ ok: true, value: { items: state === 'replied' ? replied : [line('4')] } }),
    calledInVain: async (id: string, note: string) => (asked.push(['in vain', id, note]), answer),
  } as unknown as AppealsApi
  const cases = {
    open: async (id: string) => ({ ok: true, value: { id, version: 3, track: [] } }),
    step: async (id: string, version: number, body: object) => {
      asked.push([id, version, body])
      replied = replied.filter(it => it.id !== id)
      return { ok: true, value: {} }
    },
  } as never
  const it = effectScope().run(() => useCalls(api, cases))!
  await settled()
  return { ...it, asked }
}

describe('those who are to be called back', () => {
  it('are those of the hotline’s desk, with the first at hand', async () => {
    const { lines, chosen, one } = await open()
    expect([lines.value.map(it => it.id), chosen.value, one.value.value?.id]).toEqual([['1', '2', '4'], '1', '1'])
  })

  it('stay in the row when nobody answers, behind the others', async () => {
    const { lines, chosen, inVain, asked } = await open()
    await inVain('')
    expect([asked, lines.value.map(it => it.id), chosen.value]).toEqual([[['in vain', '1', '']], ['2', '4', '1'], '2'])
  })

  it('stay where she has walked to while a try was being noted', async () => {
    const { lines, chosen, inVain, walk } = await open()
    const noted = inVain('')
    walk(1)
    walk(1)
    await noted
    expect([lines.value.map(it => it.id), chosen.value]).toEqual([['2', '4', '1'], '4'])
  })

  it('are told of as not noted where the answer is no, and not whoever is at hand by then', async () => {
    const { chosen, inVain, walk, refused, notNoted } = await open({ ok: false, problem: { status: 503, title: '现在做不了' } })
    const noted = inVain('')
    walk(1)
    await noted
    expect([chosen.value, refused.value, notNoted.value]).toEqual(['2', undefined, '1'])
    walk(-1)
    expect(refused.value).toMatchObject({ status: 503 })
  })

  it('leave it with what they said', async () => {
    const { lines, chosen, said, asked } = await open()
    expect(await said('called_solved', '喝上了')).toBe(true)
    await settled()
    expect(asked).toEqual([['1', 3, { step: 'called_solved', comment: '喝上了' }]])
    expect([lines.value.map(it => it.id), chosen.value]).toEqual([['2', '4'], '2'])
  })

  it('are walked through, to the ends and no further', async () => {
    const { chosen, walk } = await open()
    walk(-1)
    expect(chosen.value).toBe('1')
    for (let i = 0; i < 5; i++) walk(1)
    expect(chosen.value).toBe('4')
  })
})
