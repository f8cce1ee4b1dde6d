import { unreachable, type Problem } from '@unionhall/shared/api/client'
import { beforeEach, describe, expect, it } from 'vitest'
import { keepSeen } from '../../session/preferences'
import { arrived, belongsTo, deleteUnsent, deliver, sendOrKeep, sendUnsent, unsent, type Letter } from './unsent'

const noNetwork = { ok: false as const, problem: { type: unreachable, title: '', status: 0 } }
const refused = (status: number) => ({ ok: false as const, problem: { type: '/problems/joining.applies_already', title: 'under way', status } as Problem })
const letter = (key = 'k1', id = '619999199003071124'): Letter => ({ kind: 'joining', about: '快递行业', requests: [{ to: '/cases', body: { type: 'joining', id_number: id }, key }] })

function hall(...answers: unknown[]) {
  const got: Letter[] = []
  return { got, post: (async (it: Letter) => (got.push(it), answers.shift() ?? { ok: true, value: { id: '99' } })) as typeof deliver }
}

beforeEach(() => {
  localStorage.clear()
  keepSeen.value = 'on'
  belongsTo('7')
})

describe('a letter without a network', () => {
  it('waits on the phone, and goes out once, with the key and the words of the first try', async () => {
    const { got, post } = hall(noNetwork, noNetwork)
    expect(await sendOrKeep(letter(), post)).toEqual({ ok: true, value: { id: 'k1', kept: true } })
    await sendUnsent(post)
    expect(unsent.value.map(it => it.id)).toEqual(['k1'])
    await sendUnsent(post)
    await sendUnsent(post)
    expect(got.map(it => JSON.stringify(it.requests))).toEqual(Array(3).fill(JSON.stringify(letter().requests)))
    expect([unsent.value, arrived.value['k1'], localStorage.length]).toEqual([[], '99', 0])
  })

  it('goes out once however often that is asked for at a time', async () => {
    const { got, post } = hall(noNetwork)
    await sendOrKeep(letter(), post)
    await Promise.all([sendUnsent(post), sendUnsent(post)])
    expect(got).toHaveLength(2)
  })

  it('that the hall refuses leaves nothing but the refusal', async () => {
    const { got, post } = hall(noNetwork, refused(409))
    await sendOrKeep(letter(), post)
    await sendUnsent(post)
    await sendUnsent(post)
    expect(got).toHaveLength(2)
    expect(unsent.value[0]?.problem?.title).toBe('under way')
    expect(JSON.stringify({ ...localStorage })).not.toContain('619999199003071124')
    deleteUnsent('k1')
    expect([unsent.value, localStorage.length]).toEqual([[], 0])
  })

  it('waits on where the hall is only too busy', async () => {
    const { post } = hall(noNetwork, refused(503), refused(429))
    await sendOrKeep(letter(), post)
    await sendUnsent(post)
    await sendUnsent(post)
    expect(unsent.value[0]?.problem).toBeUndefined()
    expect(unsent.value).toHaveLength(1)
  })

  it('is gone when its writer signs out, or somebody else signs in', async () => {
    for (const next of [undefined, '8']) {
      belongsTo('7')
      await sendOrKeep(letter(), hall(noNetwork).post)
      expect(localStorage.length).toBe(1)
      belongsTo(next)
      expect([unsent.value, localStorage.length]).toEqual([[], 0])
    }
  })

  it('is not kept where nothing may stay, nor what the hall has refused', async () => {
    keepSeen.value = 'off'
    expect((await sendOrKeep(letter(), hall(noNetwork).post)).ok).toBe(false)
    keepSeen.value = 'on'
    expect((await sendOrKeep(letter(), hall(refused(409)).post)).ok).toBe(false)
    expect(unsent.value).toEqual([])
  })

  it('tells which of its files the hall would not take, until she has read it', async () => {
    const problem = { type: '/problems/cases.not_to_be_attached', title: 'no picture', status: 415 } as Problem
    const { post } = hall({ ok: true, value: { id: '99', left: { names: ['x.heic'], problem } } })
    expect(await sendOrKeep(letter(), post)).toEqual({ ok: true, value: { id: '99', kept: false } })
    expect(unsent.value.map(it => [it.left, it.problem?.title, it.caseId])).toEqual([[['x.heic'], 'no picture', '99']])
    await sendUnsent(post)
    expect(unsent.value).toHaveLength(1)
    deleteUnsent('k1')
    expect([unsent.value, localStorage.length]).toEqual([[], 0])
  })

  it('with files is not kept where the browser keeps no files', async () => {
    const { post } = hall(noNetwork)
    const picture = new File(['p'], 'p.jpg')
    expect('indexedDB' in globalThis).toBe(false)
    expect((await sendOrKeep({ ...letter(), files: [picture] }, post)).ok).toBe(false)
    expect([unsent.value, localStorage.length]).toEqual([[], 0])
  })
})
