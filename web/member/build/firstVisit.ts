// What somebody's first page costs, measured at every build, which fails beyond the limit: she may be on an old phone's data.
import { faultsOfSheets, gzipBytes, withImports, type Bundle, type Chunk } from '../../shared/build/bundle'
import type { Plugin } from 'vite'

export const scriptBytesMax = 120 * 1024

/** The script that must be there before this page shows: the entry, the page, and all that these import. */
export function scriptsOf(bundle: Bundle, page: string): Chunk[] {
  const chunks = Object.values(bundle).filter(it => it.type === 'chunk')
  const own = chunks.find(chunk => chunk.facadeModuleId?.endsWith(page))
  if (!own) throw new Error(`no chunk of its own: ${page}`)
  return withImports(bundle, [...chunks.filter(chunk => chunk.isEntry), own])
}

export function firstVisit(pages: readonly string[]): Plugin {
  return {
    name: 'first-visit',
    apply: 'build',
    enforce: 'post', // the sheets are made late
    generateBundle(_options, output) {
      const bundle = output as unknown as Bundle
      for (const page of pages) {
        const bytes = gzipBytes(scriptsOf(bundle, page))
        const said = `${page}: ${(bytes / 1024).toFixed(1)} KB of script, gzip`
        if (bytes > scriptBytesMax) this.error(`${said}; the limit is ${scriptBytesMax / 1024} KB`)
        this.info(said)
      }
      for (const fault of faultsOfSheets(bundle)) this.error(fault)
    },
  }
}
