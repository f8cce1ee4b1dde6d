import { api, ask } from '@unionhall/shared/api/client'
import { beforeEach, describe, expect, it } from 'vitest'
import { keepSeen } from '../session/preferences'
import { forgetSeen, keep, keepWhatIsSeen, recall, shownFrom } from './seen'

keepWhatIsSeen()

const answers: (() => Promise<Response>)[] = []
const json = (value: unknown) => async () => new Response(JSON.stringify(value), { status: 200, headers: { 'Content-Type': 'application/json' } })
const nothing = async () => new Response(JSON.stringify({ type: '/problems/http.not_found', title: '', status: 404 }), { status: 404 })
const noNetwork = async () => Promise.reject(new TypeError('Failed to fetch'))

beforeEach(() => {
  localStorage.clear()
  keepSeen.value = 'on'
  shownFrom.value = undefined
})

const read = () => ask(api.GET('/me/sessions', { baseUrl: 'http://hall.test/api/v1', fetch: () => answers.shift()!() }))

describe('what was seen before', () => {
  it('is shown with its age while there is no network', async () => {
    answers.push(json({ items: [] }), noNetwork)
    await read()
    expect(shownFrom.value).toBeUndefined()
    expect(await read()).toMatchObject({ ok: true, value: { items: [] } })
    expect(shownFrom.value).toMatch(/^20\d\d-/)
    answers.push(json({ items: [] }))
    await read()
    expect(shownFrom.value).toBeUndefined()
  })

  it('keeps the age of the first reading when it is shown twice', async () => {
    answers.push(json({ items: [] }), noNetwork, noNetwork)
    await read()
    await read()
    const first = shownFrom.value
    expect(first).toBeDefined()
    await read()
    expect(shownFrom.value).toBe(first)
  })

  it('is shown again where there was nothing to see, too', async () => {
    answers.push(nothing, noNetwork)
    await read()
    expect(await read()).toMatchObject({ ok: false, problem: { status: 404 } })
    expect(shownFrom.value).toBeDefined()
  })

  it('is nothing where nothing may stay, or after it was forgotten', async () => {
    keepSeen.value = 'off'
    answers.push(json({ items: [] }), noNetwork)
    await read()
    expect((await read()).ok).toBe(false)

    keepSeen.value = 'on'
    answers.push(json({ items: [] }), noNetwork)
    await read()
    forgetSeen()
    expect((await read()).ok).toBe(false)
  })

  it('does not grow for ever: the oldest goes', () => {
    for (let i = 0; i < 65; i++) keep(`unionhall.seen.${i}`, '{}', 200, new Date(2026, 0, 1, 0, i))
    expect(recall('unionhall.seen.0')).toBeUndefined()
    expect(recall('unionhall.seen.64')).toBeDefined()
    expect(localStorage.length).toBe(60)
  })
})
