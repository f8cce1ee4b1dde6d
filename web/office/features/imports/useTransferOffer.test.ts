import { describe, expect, it, vi } from 'vitest'
import type { ImportsApi } from './api'
import { useTransferOffer } from './useTransferOffer'

describe('the offer of a transfer at a row', () => {
  it('asks once for the member and the union of the row, and then leads to the case', async () => {
    const runs = { type: '/problems/transfers.transfers_already', title: '她的会籍正在接转', status: 409 }
    const answers: unknown[] = [{ ok: false, problem: runs }, { ok: true, value: { id: '99' } }]
    const askForTransfer = vi.fn(async (_transfer: unknown, _key: string) => answers.shift())
    const offer = useTransferOffer(() => ({ member: '7', org: '9' }), { askForTransfer } as unknown as ImportsApi)

    await offer.ask()
    expect([offer.asked.value, offer.problem.value?.title]).toEqual([undefined, '她的会籍正在接转'])
    await Promise.all([offer.ask(), offer.ask()])
    expect([offer.asked.value, offer.problem.value]).toEqual(['99', undefined])
    expect(askForTransfer.mock.calls.map(call => call[0])).toEqual([{ member: '7', org: '9' }, { member: '7', org: '9' }])
    expect(askForTransfer.mock.calls[0]![1]).toBe(askForTransfer.mock.calls[1]![1])
  })
})
