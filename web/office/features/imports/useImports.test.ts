import { effectScope, ref } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ImportLine, ImportsApi, ImportState } from './api'
import { useImports } from './useImports'

const line = (id: string, state: ImportState = 'committed') => ({ id, state }) as ImportLine
const page = (items: ImportLine[], next?: string) => ({ ok: true as const, value: { items, ...(next ? { next } : {}) } })

describe('the history of imports', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function desk(answers: unknown[]) {
    const list = vi.fn(async (_org: string, _cursor?: string) => (answers.length > 1 ? answers.shift() : answers[0]))
    return { list, imports: effectScope().run(() => useImports(ref('7'), { list } as unknown as ImportsApi, 100))! }
  }
  const ids = (items: ImportLine[]) => items.map(i => i.id).join('')

  it('is read again while one of them works', async () => {
    const { imports, list } = desk([page([line('1', 'committing')]), page([line('1')])])
    await vi.advanceTimersByTimeAsync(1000)
    expect([imports.items.value[0]!.state, list.mock.calls.length]).toEqual(['committed', 2])
  })

  it('keeps the older ones that were read, also when the newest are read again', async () => {
    const { imports } = desk([
      page([line('3', 'checking'), line('2')], 'older'),
      page([line('1')]),
      page([line('4'), line('3')], 'older'),
    ])
    await vi.advanceTimersByTimeAsync(0)
    await imports.more()
    expect([ids(imports.items.value), imports.next.value]).toEqual(['321', undefined])
    await vi.advanceTimersByTimeAsync(100)
    expect(ids(imports.items.value)).toBe('4321')
  })
})
