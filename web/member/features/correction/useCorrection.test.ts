import { describe, expect, it, vi } from 'vitest'
import type { MyRecord } from '../record/api'
import type { CorrectionApi } from './api'
import { nowOf, useCorrection } from './useCorrection'

const record = { person: { name: '张小三', phone_masked: '126********', education: 'college', employer: '极速达' }, membership: { category: 'courier' } } as MyRecord

function page() {
  const send = vi.fn(async () => ({ ok: true as const, value: { id: '9' } }))
  return { send, it: useCorrection(() => record, { send } as unknown as CorrectionApi) }
}

describe('a correction', () => {
  it('shows how each field stands', () => {
    expect([nowOf(record, 'phone'), nowOf(record, 'category'), nowOf(record, 'employer'), nowOf(record, 'migrant')]).toEqual(['126********', 'courier', '极速达', ''])
  })

  it('sends what differs, and only that', async () => {
    const { send, it: one } = page()
    for (const field of ['name', 'phone', 'employer', 'education'] as const) one.open(field)
    one.form.name = ' 张晓三 '
    one.form.employer = ''
    one.words.value = ' 入会日期不对 '
    expect(await one.tell()).toBe('9')
    expect(send).toHaveBeenCalledWith({ name: '张晓三', employer: '', words: '入会日期不对' }, expect.any(String))
  })

  it('sends nothing where nothing is wrong', async () => {
    const { send, it: one } = page()
    one.open('name')
    one.open('phone')
    one.leave('phone')
    expect(await one.tell()).toBeUndefined()
    expect(one.nothing.value).toBe(true)
    expect(send).not.toHaveBeenCalled()
  })
})
