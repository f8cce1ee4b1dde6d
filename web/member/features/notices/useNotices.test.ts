import { describe, expect, it } from 'vitest'
import { effectScope, ref } from 'vue'
import type { NoticesApi, Told } from './api'
import { useNotices } from './useNotices'

const settled = () => new Promise(resolve => setTimeout(resolve))
const told = (id: string, read: boolean): Told => ({ id, read, key: '', at: '', title: '', text: '' })

function open(items: Told[]) {
  const read: string[] = []
  let left = -1
  const api: NoticesApi = {
    list: async () => ({ ok: true, value: { items } }),
    unread: async () => ({ ok: true, value: { unread: 1 } }),
    read: async upTo => (read.push(upTo), { ok: true, value: { unread: 0 } }),
  }
  const list = effectScope().run(() => useNotices(ref('zh-CN'), n => (left = n), api))!
  return { list, read, left: () => left }
}

describe('messages', () => {
  it('are read by being shown, up to the newest, once', async () => {
    const { list, read, left } = open([told('9', false), told('8', true)])
    await settled()
    await list.reload()
    await settled()
    expect(read).toEqual(['9'])
    expect(left()).toBe(0)
    expect(list.items.value[0]?.read).toBe(false)
  })

  it('that were all seen are not reported again', async () => {
    const { read } = open([told('9', true)])
    await settled()
    expect(read).toEqual([])
  })
})
