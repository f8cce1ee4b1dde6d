import { describe, expect, it } from 'vitest'
import type { JoinApi } from './api'
import { useJoin, type Target } from './useJoin'

const couriers: Target = { org: { id: '7', name: '秦都区快递行业工会联合会' }, channel: '8K3T-92QF', asksCategory: true }

function begin(answers: { apply?: unknown; consent?: unknown; verify?: unknown } = {}, target = couriers) {
  const sent: unknown[] = []
  const ok = (value: unknown) => ({ ok: true, value })
  const api = {
    notice: async () => ok({ kind: 'notice', version: 3, text: '', separate: [{ kind: 'id_number', version: 2, text: '' }] }),
    consent: async (kind: string, version: number) => (sent.push([kind, version]), answers.consent ?? ok({})),
    apply: async (application: object) => (sent.push(application), answers.apply ?? ok({ id: '99' })),
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
    expect(sent).toEqual([
      ['notice', 3],
      ['id_number', 2],
      { name: '张小三', id_type: 'resident_id', id_number: '619999199003071124', channel: '8K3T-92QF', category: 'courier' },
    ])
  })

  it('is not sent while a consent is not on record', async () => {
    const { join, sent } = begin({ consent: refusal('consents.version') })
    fill(join)
    expect(await join.apply()).toBeUndefined()
    expect(sent.map(it => (it as unknown[])[0])).toEqual(['notice', 'id_number'])
    expect(join.failure.value?.status).toBe(409)
  })

  it('asks for no trade where the code says it, and hides what she wants hidden', async () => {
    const { join, sent } = begin({}, { org: couriers.org, asksCategory: false, category: 'courier' })
    fill(join)
    join.form.category = ''
    join.form.hidden = true
    expect(join.next()).toBeUndefined()
    await join.apply()
    expect(sent[2]).toMatchObject({ org: '7', category: 'courier', hidden_from: '7' })
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
