import { describe, expect, it } from 'vitest'
import type { VerificationApi } from './api'
import { useVerification } from './useVerification'

function begin(answer: unknown) {
  const sent: unknown[] = []
  const it = useVerification({ verify: async (who: object) => (sent.push(who), answer) } as unknown as VerificationApi)
  return { it, sent }
}

const fill = ({ form }: ReturnType<typeof useVerification>) => Object.assign(form, { name: ' 张小三 ', idNumber: '619999 19900307 1124' })
const refusal = (key: string) => ({ ok: false, problem: { type: `/problems/${key}`, title: '', status: 409 } })

describe('verifying a record', () => {
  it('leads to what is missing before anything is sent', async () => {
    const { it, sent } = begin({ ok: true, value: { state: 'verified' } })
    expect(it.faults.value).toEqual({})
    expect(await it.verify()).toBe('name')
    it.form.name = '张小三'
    it.form.idNumber = '61999919900307112'
    expect(await it.verify()).toBe('id_number')
    expect(it.faults.value).toEqual({ id_number: { key: 'join.id.too_short', count: 1 } })
    expect(sent).toEqual([])
  })

  it('is done at once from the phone on record', async () => {
    const { it, sent } = begin({ ok: true, value: { state: 'verified' } })
    fill(it)
    await it.verify()
    expect(sent).toEqual([{ name: '张小三', id_type: 'resident_id', id_number: '619999199003071124' }])
    expect(it.outcome.value).toEqual({})
  })

  it('waits in a case from another phone', async () => {
    const { it } = begin({ ok: true, value: { state: 'waiting', case: '55' } })
    fill(it)
    await it.verify()
    expect(it.outcome.value).toEqual({ waitsIn: '55' })
  })

  it('shows the way on to whom the union does not know, or who has asked already', async () => {
    for (const [key, way] of [['verification.no_match', 'join'], ['verification.claimed_already', 'cases'], ['verification.is_known', undefined]] as const) {
      const { it } = begin(refusal(key))
      fill(it)
      await it.verify()
      expect([it.way.value, it.outcome.value]).toEqual([way, undefined])
    }
  })
})
