import { effectScope } from 'vue'
import { describe, expect, it, vi } from 'vitest'
import type { Result } from '@unionhall/shared/api/client'
import { faultOf, useBring } from './useBring'

const file = (name: string, content = 'a') => new File([content], name, { lastModified: 1 })
const wanted = (f = file('名册.csv')) => ({ kind: 'members' as const, org: '7', file: f, department: '' })

function desk(answers: Result<{ id: string }>[]) {
  const keys: string[] = []
  const send = vi.fn((_: unknown, key: string, __: string, sent: (bytes: number) => void) => {
    keys.push(key)
    sent(1)
    return { done: Promise.resolve(answers.shift()!), stop: vi.fn() }
  })
  return { keys, one: effectScope().run(() => useBring(() => 'zh-CN', send as never))! }
}
const failed = { ok: false as const, problem: { type: '/problems/client.unreachable', title: '', status: 0 } }

describe('bringing a file', () => {
  it('gives the import, and tells how much has left', async () => {
    const { one } = desk([{ ok: true, value: { id: '5' } }])
    expect(await one.begin(wanted())).toBe('5')
    expect(one.share.value).toBe(1)
  })

  it('repeats its key for the same file and not for another', async () => {
    const { one, keys } = desk([failed, failed, { ok: true, value: { id: '5' } }, { ok: true, value: { id: '6' } }])
    await one.begin(wanted())
    expect(one.problem.value?.status).toBe(0)
    await one.begin(wanted())
    await one.begin(wanted(file('别的.csv', 'bb')))
    await one.begin(wanted(file('别的.csv', 'bb')))
    expect(keys[0]).toBe(keys[1])
    expect(new Set(keys).size).toBe(3)
  })

  it('says before sending what would not be read', () => {
    expect(faultOf(file('名册.xls'), 'members')).toBe('old_xls')
    expect(faultOf(file('名册.pdf'), 'members')).toBe('kind')
    expect(faultOf(file('名册.csv', ''), 'members')).toBe('empty')
    expect(faultOf(file('名册.XLSX'), 'members')).toBeUndefined()
    expect(faultOf(file('驿站.geojson'), 'members')).toBe('kind')
    for (const name of ['驿站.geojson', '驿站.JSON', '驿站.csv']) expect(faultOf(file(name), 'stations')).toBeUndefined()
  })
})
