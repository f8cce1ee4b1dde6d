import { describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import type { Result } from '../api/client'
import { download, type Received } from '../api/download'
import { useSaved } from './useSaved'

function answer(body: BodyInit, headers: Record<string, string> = {}, status = 200) {
  const response = new Response(body, { status, headers })
  return Promise.resolve({ data: response.body, response })
}

describe('a file that is fetched', () => {
  it('comes whole, and tells how much has come', async () => {
    const told: unknown[] = []
    const result = await download(answer('poster', { 'Content-Length': '6', 'Content-Type': 'application/pdf' }), (...it) => told.push(it))
    expect(result.ok && (await result.value.text())).toBe('poster')
    expect(result.ok && result.value.type).toBe('application/pdf')
    expect(told).toEqual([[6, 6]])
  })

  it('is none where the hall refuses, or the wire breaks on the way', async () => {
    const refused = Promise.resolve({ error: { type: '/problems/joining.no_channels', title: 'none', status: 409 }, response: new Response('{}', { status: 409 }) })
    expect(await download(refused, () => {})).toEqual({ ok: false, problem: { type: '/problems/joining.no_channels', title: 'none', status: 409 } })
    const broken = new ReadableStream({ pull: control => control.error(new Error('gone')) })
    const result = await download(answer(broken), () => {})
    expect(result.ok || result.problem.status).toBe(0)
  })
})

describe('a file that is saved', () => {
  function begun() {
    const save = vi.fn()
    const it = effectScope().run(() => useSaved(save))!
    let end!: (result: Result<Blob>) => void
    let tell!: Received
    const read = (received: Received) => ((tell = received), new Promise<Result<Blob>>(done => (end = done)))
    return { it, save, read, end: (result: Result<Blob>) => end(result), tell: (bytes: number, of: number) => tell(bytes, of) }
  }

  it('says how far it is once a second is over, one file at a time', async () => {
    vi.useFakeTimers()
    const { it: saved, save, read, end, tell } = begun()
    const first = saved.fetch('7', 'a.pdf', read)
    await saved.fetch('8', 'b.pdf', () => Promise.reject(new Error('a second one')))
    expect([saved.fetching.value, saved.slow.value]).toEqual(['7', false])
    vi.advanceTimersByTime(1000)
    tell(3, 9)
    expect([saved.slow.value, saved.received.value]).toEqual([true, { bytes: 3, of: 9 }])
    const file = new Blob(['x'])
    end({ ok: true, value: file })
    await first
    expect(save).toHaveBeenCalledWith(file, 'a.pdf')
    expect([saved.fetching.value, saved.slow.value]).toEqual([undefined, false])
    vi.useRealTimers()
  })

  it('says which one failed, until the next is asked for', async () => {
    const { it: saved, save, read, end } = begun()
    const first = saved.fetch('7', 'a.pdf', read)
    end({ ok: false, problem: { type: '', title: '', status: 0 } })
    await first
    expect([saved.failed.value, saved.problem.value?.status]).toEqual(['7', 0])
    void saved.fetch('8', 'b.pdf', read)
    expect([saved.failed.value, saved.problem.value]).toEqual([undefined, undefined])
    expect(save).not.toHaveBeenCalled()
  })
})
