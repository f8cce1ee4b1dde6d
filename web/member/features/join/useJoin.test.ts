import { describe, expect, it } from 'vitest'
import type { Letter } from '../unsent/unsent'
import type { JoinApi } from './api'
import { useJoin, type Target } from './useJoin'

const couriers: Target = { org: { id: '7', name: '秦都区快递行业工会联合会' }, channel: '8K3T-92QF', asksCategory: true }

function begin(answers: { apply?: unknown; verify?: unknown } = {}, target = couriers) {
  const sent: unknown[] = []
  const ok = (value: unknown) => ({ ok: true, value })
  const api = {
    notice: async () => ok({ kind: 'notice', version: 3, text: '', separate: [{ kind: 'id_number', version: 2, text: '' }] }),
    send: async (letter: Letter) => (sent.push(...letter.requests.map(it => [it.to, it.key, it.body])), answers.apply ?? ok({ id: '99', kept: false })),
    verify: async (who: object) => (sent.push(['verify', who]), answers.verify ?? ok({ state: 'verified' })),
  } as unknown as JoinApi
  return { join: useJoin(() => target, api), sent }
}

function fill({ form }: ReturnType<typeof useJoin>) {
  Object.assign(form, { name: ' 张小三 ', idNumber: '619999199003071124', category: 'courier', notice: true, idConsent: true })
}

const refusal = (key: string) => ({ ok: false, problem: { type: `/problems/${key}`, title: '', status: 409 } })

describe('an application', () => {
  it('says what is missing only once she is done, and leads to the first', () => {
    const { join } = begin()
    expect(join.faults.value).toEqual({})
    expect(join.next()).toBe('name')
    expect(Object.keys(join.faults.value)).toEqual(['name', 'id_number', 'category', 'notice', 'id_consent'])
    join.form.idNumber = '61999919900307112'
    expect(join.faults.value.id_number).toEqual({ key: 'join.id.too_short', count: 1 })
    fill(join)
    expect(join.next()).toBeUndefined()
    expect(join.step.value).toBe('check')
  })

  it('goes with both consents, each of its own version, before it', async () => {
    const { join, sent } = begin()
    fill(join)
    join.next()
    expect(await join.apply()).toBe('99')
    const [, key] = sent[2] as string[]
    expect(sent).toEqual([
      ['/me/consents', `${key}-notice`, { kind: 'notice', version: 3 }],
      ['/me/consents', `${key}-id_number`, { kind: 'id_number', version: 2 }],
      ['/cases', key, { type: 'joining', name: '张小三', id_type: 'resident_id', id_number: '619999199003071124', channel: '8K3T-92QF', category: 'courier' }],
    ])
  })

  it('repeats its keys when it is sent again, and takes new ones for other words', async () => {
    const { join, sent } = begin({ apply: refusal('http.busy') })
    fill(join)
    await join.apply()
    await join.apply()
    join.form.name = '张三'
    await join.apply()
    const keys = sent.map(it => (it as string[])[1])
    expect(keys.slice(0, 3)).toEqual(keys.slice(3, 6))
    expect(keys[8]).not.toBe(keys[5])
  })

  it('that waits for the network says so, and has no case yet', async () => {
    const { join } = begin({ apply: { ok: true, value: { id: 'k1', kept: true } } })
    fill(join)
    expect(await join.apply()).toBeUndefined()
    expect([join.step.value, join.keptAs.value]).toEqual(['kept', 'k1'])
  })

  it('asks for no trade where the code says it, and hides what she wants hidden', async () => {
    const { join, sent } = begin({}, { org: couriers.org, asksCategory: false, category: 'courier' })
    fill(join)
    join.form.category = ''
    join.form.hidden = true
    expect(join.next()).toBeUndefined()
    await join.apply()
    expect(sent[2]).toMatchObject(['/cases', {}, { org: '7', category: 'courier', hidden_from: '7' }].map((it, i) => (i === 1 ? (sent[2] as string[])[1] : it)))
  })

  it('leads whom the hall knows to verification, with what she has written', async () => {
    const { join, sent } = begin({ apply: refusal('joining.already_collected') })
    fill(join)
    await join.apply()
    expect(join.way.value).toBe('verify')
    await join.verify()
    expect(join.step.value).toBe('verified')
    expect(sent.pop()).toEqual(['verify', { name: '张小三', id_type: 'resident_id', id_number: '619999199003071124' }])
  })

  it('that waits for another phone is followed like every case', async () => {
    const { join } = begin({ apply: refusal('joining.already_collected'), verify: { ok: true, value: { state: 'waiting', case: '55' } } })
    fill(join)
    await join.apply()
    await join.verify()
    expect([join.step.value, join.waitsIn.value]).toEqual(['verified', '55'])
  })

  it('goes back to the form where the server finds a field wrong', async () => {
    const { join } = begin({ apply: { ok: false, problem: { type: '/problems/http.invalid', title: '', status: 422, errors: [{ pointer: '/id_number', code: 'x', message: 'not a number of this hall' }] } } })
    fill(join)
    join.next()
    await join.apply()
    expect(join.step.value).toBe('form')
    expect(join.refused.value).toEqual({ id_number: 'not a number of this hall' })
  })
})
