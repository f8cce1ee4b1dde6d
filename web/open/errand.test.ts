import type { Problem, Result } from '@unionhall/shared/api/client'
import { describe, expect, it, vi } from 'vitest'
import type { ErrandApi } from './api'
import { openErrand } from './errand'

const code = '8K3T92QF8K3T92QF'
const asked = { name: '食堂', words: '备汤', union: '河畔快递工会', due_on: '2026-07-16', pictures_most: 2 }
const photo = (name: string) => new File(['x'], name, { type: 'image/jpeg' })

const yes = <T>(value: T): Promise<Result<T>> => Promise.resolve({ ok: true, value })
const no = (status: number, key: string) => Promise.resolve({ ok: false as const, problem: { type: `/problems/appeals.${key}`, title: '', status } as Problem })

function visit(answers: Partial<ErrandApi> = {}, with_ = code) {
  let kept = 0
  const api = { open: vi.fn(() => yes(asked)), bring: vi.fn(() => yes({ id: String(++kept) })), answer: vi.fn(() => yes(undefined)), ...answers } as unknown as ErrandApi
  return { api, errand: openErrand(with_, () => undefined, api) }
}

async function opened(answers: Partial<ErrandApi> = {}) {
  const it = visit(answers)
  await it.errand.look()
  return it
}

describe('an errand', () => {
  it('asks for a whole code before it calls', async () => {
    const { api, errand } = visit({}, '8K3T')
    await errand.look()
    expect(errand.missing).toBe('code')
    expect(api.open).not.toHaveBeenCalled()
  })

  it('sends photos first, then the answer that names them', async () => {
    const { api, errand } = await opened()
    expect(errand.step).toEqual({ at: 'task', asked })
    errand.add([photo('a'), photo('b'), photo('c')])
    expect(errand.photos).toHaveLength(2)
    errand.words = ' 三点送到 '
    await errand.answer(true)
    expect(api.answer).toHaveBeenCalledWith({ code, done: true, words: '三点送到', pictures: ['1', '2'] })
    expect(errand.step).toEqual({ at: 'sent', done: true })
  })

  it('wants a word, also for what cannot be done', async () => {
    const { api, errand } = await opened()
    await errand.answer(false)
    expect(errand.missing).toBe('words')
    expect(api.answer).not.toHaveBeenCalled()
  })

  it('keeps what has arrived when a later photo is refused', async () => {
    const bring = vi.fn((_: string, file: File) => (file.name === 'bad' ? no(422, 'x') : yes({ id: file.name })))
    const { api, errand } = await opened({ bring } as Partial<ErrandApi>)
    errand.add([photo('good'), photo('bad')])
    errand.words = '送到了'
    await errand.answer(true)
    expect(errand.step.at).toBe('task')
    expect(errand.photos.map(one => one.refused)).toEqual([false, true])
    errand.remove(errand.photos[1]!)
    await errand.answer(true)
    expect(bring).toHaveBeenCalledTimes(2)
    expect(api.answer).toHaveBeenCalledWith(expect.objectContaining({ pictures: ['good'] }))
  })

  it('says that there is nothing to do any more, whenever the hall says so', async () => {
    expect((await opened({ open: () => no(409, 'errand_over') })).errand.step).toEqual({ at: 'over' })
    const { errand } = await opened({ answer: () => no(409, 'errand_answered') })
    errand.words = '送到了'
    await errand.answer(true)
    expect(errand.step).toEqual({ at: 'answered' })
  })
})
