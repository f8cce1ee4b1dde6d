import { describe, expect, it } from 'vitest'
import { flexGaps, gzipBytes, scriptBytesMax, scriptsOf, type Chunk } from './firstVisit'

function chunk(fileName: string, more: Partial<Chunk> = {}): Chunk {
  return { type: 'chunk', fileName, code: fileName, ...more }
}

const bundle = Object.fromEntries(
  [
    chunk('index.js', { isEntry: true, imports: ['vue.js'] }),
    chunk('vue.js'),
    chunk('home.js', { facadeModuleId: '/x/features/home/HomePage.vue', imports: ['vue.js', 'chip.js'] }),
    chunk('chip.js'),
    chunk('other.js', { facadeModuleId: '/x/features/other/OtherPage.vue' }),
  ].map(it => [it.fileName, it]),
)

describe('the first visit', () => {
  it('counts the entry, the page, and what they import, each once', () => {
    expect(scriptsOf(bundle, 'home/HomePage.vue').map(it => it.fileName).sort()).toEqual(['chip.js', 'home.js', 'index.js', 'vue.js'])
    expect(() => scriptsOf(bundle, 'NoPage.vue')).toThrow('NoPage')
  })

  it('is measured as it travels', () => {
    const noise = Array.from({ length: scriptBytesMax }, (_, i) => ((i * 2654435761) >>> 0).toString(36)).join('')
    expect(gzipBytes([chunk('large.js', { code: noise })])).toBeGreaterThan(scriptBytesMax)
    expect(gzipBytes([chunk('small.js', { code: 'x'.repeat(scriptBytesMax) })])).toBeLessThan(1000)
  })

  it('finds gaps that old browsers do not leave', () => {
    expect(flexGaps('.a{display:flex;gap:4px}')).toHaveLength(1)
    expect(flexGaps('.a{gap:4px;display:inline-flex}')).toHaveLength(1)
    expect(flexGaps('.a{display:grid;gap:4px}.b{display:flex;margin:0}')).toHaveLength(0)
  })
})
