import type { Problem, Result } from '@unionhall/shared/api/client'
import { describe, expect, it, vi } from 'vitest'
import { openDoor } from './door'
import type { StationApi } from './load'

const station = { id: '7', name: '人民路邮政驿站', lng: 108.7, lat: 34.33, facilities: ['water'] }
const yes = <T>(value: T): Promise<Result<T>> => Promise.resolve({ ok: true, value })
const no = (status: number) => Promise.resolve({ ok: false as const, problem: { type: '/problems/x', title: '', status } as Problem })
const near = async () => ({ lng: 108.701, lat: 34.33 }) // 92 m
const far = async () => ({ lng: 108.703, lat: 34.33 }) // 275 m

function at(came: { code: string } | { station: string }, { locate = near as () => Promise<typeof station | { lng: number; lat: number } | undefined>, answers = {} } = {}) {
  const api = { card: vi.fn(() => yes(station)), door: vi.fn(() => yes({ id: '7' })), report: vi.fn(() => yes({ id: '1' })), ...answers }
  return { api, door: openDoor(came, () => undefined, locate, api as unknown as StationApi) }
}

describe('at the door', () => {
  it('one touch confirms, by the code of the sign and without asking where the phone is', async () => {
    const locate = vi.fn(near)
    const { api, door } = at({ code: '8k3t-92qf' }, { locate })
    await door.read()
    expect(api.door).toHaveBeenCalledWith('8K3T92QF')
    await door.confirm()
    expect(api.report).toHaveBeenCalledWith('7', expect.objectContaining({ said: 'as_it_says', door: '8K3T92QF', here: false }))
    expect(locate).not.toHaveBeenCalled()
    expect(door.step).toEqual({ at: 'sent', station, said: 'as_it_says' })
  })

  it('without a sign the phone says only whether it is near', async () => {
    for (const [locate, here] of [[near, true], [far, false], [async () => undefined, false]] as const) {
      const { api, door } = at({ station: '7' }, { locate })
      await door.read()
      await door.confirm()
      const [, sent] = api.report.mock.calls[0] as unknown as [string, Record<string, unknown>]
      expect(sent).toEqual({ said: 'as_it_says', here, device: expect.stringMatching(/^[0-9a-f]{32}$/) })
    }
  })

  it('is the same device at every report', async () => {
    const sent: unknown[] = []
    for (let i = 0; i < 2; ++i) {
      const { api, door } = at({ station: '7' })
      await door.read()
      await door.confirm()
      sent.push((api.report.mock.calls[0] as unknown as [string, { device: string }])[1].device)
    }
    expect(sent[0]).toBe(sent[1])
  })

  it('a fault is chosen, and of a missing facility which', async () => {
    const { api, door } = at({ code: '8K3T92QF' })
    await door.read()
    door.choose('fault')
    await door.tell()
    expect(door.missing).toBe('fault')
    door.fault = 'facility_missing'
    await door.tell()
    expect(door.missing).toBe('facility')
    door.facility = 'water'
    door.note = ' 饮水机坏了 '
    await door.tell()
    expect(api.report).toHaveBeenCalledWith('7', expect.objectContaining({ said: 'facility_missing', facility: 'water', note: '饮水机坏了' }))
    expect(door.step.at).toBe('sent')
  })

  it('a code that is none, or another hall’s, is asked for again', async () => {
    const short = at({ code: '8K3T' })
    await short.door.read()
    expect([short.door.step.at, short.door.missing]).toEqual(['code', 'code'])
    const unknown = at({ code: '8K3T92QF' }, { answers: { door: () => no(404) } })
    await unknown.door.read()
    expect([unknown.door.step.at, unknown.door.missing]).toEqual(['code', 'code'])
    const gone = at({ station: '9' }, { answers: { card: () => no(404) } })
    await gone.door.read()
    expect(gone.door.step.at).toBe('none')
  })

  it('a refusal keeps what was chosen', async () => {
    const { door } = at({ station: '7' }, { answers: { report: () => no(409) } })
    await door.read()
    door.choose('fault')
    door.fault = 'locked'
    await door.tell()
    expect([door.step.at, door.fault, door.asked.problem?.status]).toEqual(['fault', 'locked', 409])
  })
})
