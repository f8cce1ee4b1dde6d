import { describe, expect, it } from 'vitest'
import type { Bundle, Chunk } from '../../shared/build/bundle'
import { partsOf } from './pageWeight'

const chunk = (fileName: string, more: Partial<Chunk> = {}): Chunk => ({ type: 'chunk', fileName, code: '', ...more })
const asset = (fileName: string): Chunk => ({ type: 'asset', fileName, source: '' })

describe('what a link costs', () => {
  const results = chunk('results.js', { isDynamicEntry: true, imports: ['charts.js'], viteMetadata: { importedCss: new Set(['results.css']) } })
  const bundle: Bundle = Object.fromEntries(
    [chunk('index.js', { isEntry: true, viteMetadata: { importedCss: new Set(['index.css']) } }), results, chunk('charts.js'), asset('index.css'), asset('results.css'), asset('index.html')].map(it => [it.fileName, it]),
  )
  const names = (own?: Chunk) => partsOf(bundle, own).map(it => it.fileName).sort()

  it('is the page with what every link needs', () => {
    expect(names()).toEqual(['index.css', 'index.html', 'index.js'])
  })

  it('is what is loaded behind it too, with all that this imports', () => {
    expect(names(results)).toEqual(['charts.js', 'index.css', 'index.html', 'index.js', 'results.css', 'results.js'])
  })
})
