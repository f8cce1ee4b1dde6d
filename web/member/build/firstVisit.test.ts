import { describe, expect, it } from 'vitest'
import type { Chunk } from '../../shared/build/bundle'
import { scriptsOf } from './firstVisit'

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
})
