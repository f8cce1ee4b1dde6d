import { describe, expect, it } from 'vitest'
import { faultsOfSheets, flexGaps, gzipBytes } from './bundle'

describe('a build', () => {
  it('is measured as it travels, scripts and sheets alike', () => {
    const noise = Array.from({ length: 1000 }, (_, i) => ((i * 2654435761) >>> 0).toString(36)).join('')
    expect(gzipBytes([{ type: 'chunk', fileName: 'large.js', code: noise }])).toBeGreaterThan(3000)
    expect(gzipBytes([{ type: 'asset', fileName: 'small.css', source: 'x'.repeat(10_000) }])).toBeLessThan(100)
  })

  it('has no gaps that old browsers do not leave', () => {
    expect(flexGaps('.a{display:flex;gap:4px}')).toHaveLength(1)
    expect(flexGaps('.a{gap:4px;display:inline-flex}')).toHaveLength(1)
    expect(flexGaps('.a{display:grid;gap:4px}.b{display:flex;margin:0}')).toHaveLength(0)
    const sheet = (source: string) => faultsOfSheets({ it: { type: 'asset', fileName: 'it.css', source } })
    expect(sheet('.a{display:flex;gap:4px}')).toEqual([expect.stringContaining('it.css')])
    expect(sheet('.a{display:grid;gap:4px}')).toEqual([])
  })
})
