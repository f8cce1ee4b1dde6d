import type { Problem, Result } from '@unionhall/shared/api/client'
import { describe, expect, it, vi } from 'vitest'
import type { OwnerApi, OwnerAsked } from './load'
import { firstSpans, openOwner } from './owner'
import { ownerPage } from './ownerPages'

const code = '8K3T92QF8K3T92QF'
const day = { from: '08:00', until: '18:00' }
const asked: OwnerAsked = { id: '1', name: '建行驿站', address: '西兰路 32 号', keeper: '人民路街道总工会', state: 'open', by_week: true, last_day: '2026-07-29', hours: { parts: [{ week: { mo: [day], sa: [] } }] } }
const usual = { parts: [{ week: { mo: [day], sa: [] } }] }

const yes = <T>(value: T): Promise<Result<T>> => Promise.resolve({ ok: true, value })
const no = (status: number, key: string) => Promise.resolve({ ok: false as const, problem: { type: `/problems/stations.${key}`, title: '', status } as Problem })

function visit(found: OwnerAsked | (() => unknown) = asked, answers: Partial<OwnerApi> = {}, with_ = code) {
  const open = typeof found === 'function' ? found : () => yes(found)
  const api = { open: vi.fn(open), answer: vi.fn(() => yes(undefined)), ...answers } as unknown as OwnerApi
  return { api, owner: openOwner(with_, () => undefined, api) }
}

async function opened(found: OwnerAsked | (() => unknown) = asked, answers: Partial<OwnerApi> = {}) {
  const it = visit(found, answers)
  await it.owner.look()
  return it
}

describe('the owner of a door', () => {
  it('is asked for a whole code before the hall is', async () => {
    const { api, owner } = visit(asked, {}, '8K3T')
    await owner.look()
    expect(owner.missing).toBe('code')
    expect(api.open).not.toHaveBeenCalled()
  })

  it('confirms with one touch', async () => {
    const { api, owner } = await opened()
    await owner.confirm()
    expect(api.answer).toHaveBeenCalledWith({ code, says: 'as_it_says' })
    expect(owner.step).toMatchObject({ at: 'sent', says: 'as_it_says' })
  })

  it('changes a day, and what was known of the others goes with it', async () => {
    const { api, owner } = await opened()
    owner.choose('hours')
    owner.say('su', [{ from: '09:00', until: '26:00' }])
    owner.words = ' 夏天 '
    await owner.change()
    expect(api.answer).toHaveBeenCalledWith({ code, says: 'other_hours', hours: { parts: [{ week: { ...usual.parts[0]!.week, su: [{ from: '09:00', until: '26:00' }] } }] }, words: '夏天' })
    expect(owner.step).toMatchObject({ at: 'sent', tapped: true })
  })

  it('says day and night in one touch', async () => {
    const { api, owner } = await opened({ ...asked, hours: undefined })
    owner.choose('hours')
    owner.always(true)
    await owner.change()
    expect(api.answer).toHaveBeenCalledWith({ code, says: 'other_hours', hours: { always: true } })
  })

  it('is told what is missing before anything is sent', async () => {
    const { api, owner } = await opened()
    owner.choose('hours')
    await owner.change()
    expect(owner.missing).toBe('change')
    owner.say('mo', [])
    await owner.change()
    expect(owner.missing).toBe('open')
    owner.say('mo', [day, { from: '12:00', until: '20:00' }])
    await owner.change()
    expect(owner.missing).toBe('order')
    owner.say('mo', [{ from: '08:00', until: '12:00' }, { from: '14:00', until: '20:00' }])
    await owner.change()
    expect(api.answer).toHaveBeenCalledTimes(1)
  })

  it('writes where hours change with the season', async () => {
    const { api, owner } = await opened({ ...asked, by_week: false, hours: { parts: [{ seasons: [{ from: '06-01', until: '09-30' }], week: { mo: [day] } }] } })
    owner.choose('hours')
    await owner.change()
    expect(owner.missing).toBe('words')
    owner.words = '夏天开到九点'
    await owner.change()
    expect(api.answer).toHaveBeenCalledWith({ code, says: 'other_hours', words: '夏天开到九点' })
    expect(owner.step).toMatchObject({ at: 'sent', tapped: false })
  })

  it('chooses what became of it', async () => {
    const { api, owner } = await opened()
    owner.choose('leaving')
    await owner.leave()
    expect(owner.missing).toBe('fault')
    owner.fault = 'turned_away'
    await owner.leave()
    expect(api.answer).toHaveBeenCalledWith({ code, says: 'nothing_there', fault: 'turned_away' })
  })

  it('is told that there is nothing to answer, whenever the hall says so', async () => {
    expect((await opened(() => no(409, 'owner_ask_over'))).owner.step).toEqual({ at: 'over' })
    const { owner } = await opened(asked, { answer: () => no(409, 'owner_answered') } as Partial<OwnerApi>)
    await owner.confirm()
    expect(owner.step).toEqual({ at: 'answered' })
  })
})

describe('a day that is ticked', () => {
  it('opens as the one before it', () => {
    expect(firstSpans({ week: { mo: [day], tu: [] } }, 'we')).toEqual([day])
    expect(firstSpans({ week: { sa: [day] } }, 'mo')).toEqual([{ from: '08:00', until: '18:00' }])
    expect(firstSpans({ week: { su: [{ from: '10:00', until: '12:00' }] } }, 'holidays')).toEqual([{ from: '10:00', until: '12:00' }])
  })
})

describe('the page of hours', () => {
  async function shown() {
    const it = await opened()
    it.owner.choose('hours')
    const page = ownerPage(it.owner, 'zh-CN')
    const root = document.createElement('main')
    root.append(...page.content)
    document.body.replaceChildren(root)
    page.update()
    return { ...it, page, root }
  }
  const type = (input: HTMLInputElement, value: string) => {
    input.value = value
    input.dispatchEvent(new Event('change'))
  }

  it('takes what is typed, and leaves the fields where they stand', async () => {
    const { owner, root } = await shown()
    const until = root.querySelector<HTMLInputElement>('[aria-label="星期一 到"]')!
    type(until, '02:00')
    expect(owner.usual.part.week!.mo).toEqual([{ from: '08:00', until: '26:00' }])
    expect(root.contains(until)).toBe(true)
    expect(root.textContent).toContain('次日 02:00')
  })

  it('ticks a day, adds a span and takes it away', async () => {
    const { owner, page, root } = await shown()
    const tick = root.querySelectorAll<HTMLInputElement>('.day input[type=checkbox]')[1]!
    tick.checked = true
    tick.dispatchEvent(new Event('change'))
    page.update()
    expect(owner.usual.part.week!.tu).toEqual([day])
    root.querySelector<HTMLButtonElement>('[aria-label="星期二 再加一段"]')!.click()
    page.update()
    expect(owner.usual.part.week!.tu).toEqual([day, { from: '18:00', until: '22:00' }])
    root.querySelector<HTMLButtonElement>('[aria-label="星期二 去掉 08:00 到 18:00"]')!.click()
    expect(owner.usual.part.week!.tu).toEqual([{ from: '18:00', until: '22:00' }])
  })
})
