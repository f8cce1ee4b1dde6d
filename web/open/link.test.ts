import type { Problem, Result } from '@unionhall/shared/api/client'
import { describe, expect, it, vi } from 'vitest'
import type { LinkApi, LinkRecord } from './api'
import { openLink } from './link'

const code = '8K3T92QF8K3T92QF'
const record = { name_masked: '张*三', union: '秦都区快递行业工会联合会', phone_masked: '126********' } as LinkRecord

const yes = <T>(value: T): Promise<Result<T>> => Promise.resolve({ ok: true, value })
const no = (status: number, key: string, more: Partial<Problem> = {}) => Promise.resolve({ ok: false as const, problem: { type: `/problems/verification.${key}`, title: '', status, ...more } })

function visit(answers: Partial<LinkApi> = {}, with_ = code) {
  const api = {
    open: vi.fn(() => yes({ look: 'a look', good_for_s: 600, record })),
    confirm: vi.fn(() => yes({ state: 'verified' })),
    correct: vi.fn(() => yes({ number: 'HD-1' })),
    ...answers,
  } as unknown as LinkApi
  return { api, link: openLink(with_, () => undefined, api) }
}

async function entered(answers: Partial<LinkApi> = {}) {
  const it = visit(answers)
  it.link.lastFour = '112x'
  await it.link.look()
  return it
}

describe('a visit by a link', () => {
  it('calls nothing before the four signs are there, so that no try is lost', async () => {
    const { api, link } = visit()
    await link.look()
    expect(link.missing).toEqual({ field: 'lastFour', fault: 'Missing', n: 4 })
    link.lastFour = '12'
    await link.look()
    expect(link.missing).toEqual({ field: 'lastFour', fault: 'Short', n: 2 })
    expect(api.open).not.toHaveBeenCalled()
  })

  it('asks for a code that did not come with it whole', async () => {
    const { api, link } = visit({}, '8K3T-92QF')
    expect(link.cameWithCode).toBe(false)
    link.lastFour = '1124'
    await link.look()
    expect(link.missing).toEqual({ field: 'code', fault: 'Short', n: 8 })
    link.code = '8k3t 92qf 8k3t 92qf'
    await link.look()
    expect(api.open).toHaveBeenCalledWith(code, '1124')
  })

  it('shows the record, and is done with one yes', async () => {
    const { api, link } = await entered()
    expect(api.open).toHaveBeenCalledWith(code, '112X')
    expect(link.step).toMatchObject({ at: 'record', record })
    expect(link.lastFour).toBe('') // it stands on no screen longer than it must
    await link.confirm()
    expect(api.confirm).toHaveBeenCalledWith('a look')
    expect(link.step).toEqual({ at: 'confirmed' })
  })

  it('stays at the door where it does not fit, and keeps what was typed', async () => {
    const { link } = await entered({ open: () => no(422, 'nothing_fits') })
    expect(link.step).toEqual({ at: 'door' })
    expect(link.problem?.status).toBe(422)
    expect(link.lastFour).toBe('112x')
  })

  it('says that a link was used, whenever the hall says so', async () => {
    expect((await entered({ open: () => no(409, 'link_used') })).link.step).toEqual({ at: 'used' })
    const { link } = await entered({ confirm: () => no(409, 'link_used') })
    await link.confirm()
    expect(link.step).toEqual({ at: 'used' })
  })

  it('sends what is wrong, and only that', async () => {
    const { api, link } = await entered()
    link.tellWrong()
    await link.correct()
    expect(link.missing).toEqual({ field: 'correction' })
    link.said = { name: ' 张小三 ', phone: '  ' }
    await link.correct()
    expect(api.correct).toHaveBeenCalledWith('a look', { name: '张小三' })
    expect(link.step).toEqual({ at: 'corrected', number: 'HD-1', union: record.union })
  })

  it('points at the field that the hall refuses', async () => {
    const { link } = await entered({ correct: () => no(422, 'x', { errors: [{ pointer: '/phone', message: '不是手机号' } as never] }) })
    link.tellWrong()
    link.said = { phone: '1' }
    await link.correct()
    expect(link.step.at).toBe('correction')
    expect(link.problem?.errors).toHaveLength(1)
  })

  it('asks for the four signs again when the look has run out, and keeps what was written', async () => {
    const { link } = await entered({ correct: () => no(409, 'look_over') })
    link.tellWrong()
    link.said = { words: '我没有入过会' }
    await link.correct()
    expect([link.step, link.ranOut, link.problem]).toEqual([{ at: 'door' }, true, undefined])
    link.lastFour = '112X'
    await link.look()
    expect(link.step.at).toBe('correction')
    expect(link.said).toEqual({ words: '我没有入过会' })
  })

  it('sends once, however often it is pressed', async () => {
    const { api, link } = await entered()
    await Promise.all([link.confirm(), link.confirm()])
    expect(api.confirm).toHaveBeenCalledTimes(1)
  })
})
