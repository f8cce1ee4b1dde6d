import { describe, expect, it } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import type { Result } from '../api/client'
import { useLoad } from './useLoad'
import { usePages } from './usePages'
import { useRows } from './useRows'
import { useSend } from './useSend'

const refused = { type: '/problems/orgs.name_taken', title: 'taken', status: 409 }

/** An answer that comes when the test says so. */
function later<T>() {
  let settle: (result: Result<T>) => void = () => undefined
  const promise = new Promise<Result<T>>(resolve => (settle = resolve))
  return { promise, settle }
}

async function settled() {
  await nextTick()
  await Promise.resolve()
  await Promise.resolve()
}

describe('useLoad', () => {
  it('drops an answer that comes after the page has moved on', async () => {
    const answers = { a: later<string>(), b: later<string>() }
    const source = ref<'a' | 'b'>('a')
    const load = effectScope().run(() => useLoad(source, key => answers[key].promise))!

    source.value = 'b'
    await nextTick()
    answers.b.settle({ ok: true, value: 'of b' })
    answers.a.settle({ ok: true, value: 'of a' })
    await settled()
    expect(load.value.value).toBe('of b')
    expect(load.state.value).toBe('ready')
  })

  it('keeps what is shown when reading again fails', async () => {
    const answers: Result<string>[] = [{ ok: true, value: 'first' }, { ok: false, problem: refused }]
    const load = effectScope().run(() => useLoad(() => 1, async () => answers.shift()!))!
    await settled()
    await load.reload()
    expect(load.state.value).toBe('failed')
    expect(load.value.value).toBe('first')
    expect(load.problem.value).toEqual(refused)
  })
})

describe('usePages', () => {
  it('turns pages by cursor and begins anew with another source', async () => {
    const asked: string[] = []
    const source = ref('x')
    const read = async (of: string, cursor?: string) => {
      asked.push(`${of} ${cursor ?? 'first'}`)
      return { ok: true as const, value: { items: [of], next: cursor === 'c2' ? undefined : cursor === 'c1' ? 'c2' : 'c1' } }
    }
    const pages = effectScope().run(() => usePages(source, read))!
    await settled()
    expect(pages.hasPrevious.value).toBe(false)
    pages.next()
    await settled()
    pages.next()
    await settled()
    expect(pages.hasNext.value).toBe(false)
    pages.next() // there is none
    pages.previous()
    await settled()
    source.value = 'y'
    await settled()
    expect(asked).toEqual(['x first', 'x c1', 'x c2', 'x c1', 'y first'])
    expect(pages.rows.value).toEqual(['y'])
  })
})

describe('useSend', () => {
  it('repeats the key with the same content, and takes a new one for another', async () => {
    const keys: string[] = []
    const { send, problem, faults } = useSend(async (_: { name: string }, key: string) => {
      keys.push(key)
      return { ok: false, problem: { ...refused, errors: [{ pointer: '/name', code: 'taken', message: 'taken here' }] } } as Result<string>
    })
    await send({ name: 'a' })
    await send({ name: 'a' })
    await send({ name: 'b' })
    expect(keys[0]).toBe(keys[1])
    expect(keys[2]).not.toBe(keys[0])
    expect(problem.value?.status).toBe(409)
    expect(faults.value).toEqual({ name: 'taken here' })
  })

  it('sends once however often the button is pressed', async () => {
    const answer = later<string>()
    let calls = 0
    const { send } = useSend((_: string) => (calls++, answer.promise))
    const first = send('x')
    expect(await send('x')).toBeUndefined()
    answer.settle({ ok: true, value: 'done' })
    expect(await first).toBe('done')
    expect(calls).toBe(1)
  })
})

describe('useRows', () => {
  const list = ['a', 'b', 'c', 'd'].map(id => ({ id }))

  it('walks within the list', () => {
    const rows = useRows(ref(list))
    rows.step(1)
    expect(rows.current.value?.id).toBe('a')
    rows.step(-1)
    expect(rows.current.value?.id).toBe('a')
    for (let i = 0; i < 9; i++) rows.step(1)
    expect(rows.current.value?.id).toBe('d')
  })

  it('chooses a range from the last chosen row', () => {
    const rows = useRows(ref(list))
    rows.choose(list[1])
    rows.chooseTo(list[3])
    expect([...rows.chosen.value]).toEqual(['b', 'c', 'd'])
    rows.choose(list[2])
    expect([...rows.chosen.value]).toEqual(['b', 'd'])
  })

  it('forgets what was chosen once the rows are others', async () => {
    const source = ref(list)
    const rows = effectScope().run(() => useRows(source))!
    rows.chooseAll(true)
    source.value = [{ id: 'z' }]
    await nextTick()
    expect(rows.chosen.value.size).toBe(0)
    expect(rows.current.value).toBeUndefined()
  })
})
