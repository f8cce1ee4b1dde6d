// What a page behind a link costs whoever taps on it, measured at every build, which fails beyond the limit.
import type { Plugin } from 'vite'
import { faultsOfSheets, gzipBytes, withImports, type Bundle, type Chunk } from '../../shared/build/bundle'

export const pageBytesMax = 40 * 1024

/** The page itself, the script and the sheets that every link needs, and those of `own` where it is loaded behind. */
export function partsOf(bundle: Bundle, own?: Chunk): Chunk[] {
  const all = Object.values(bundle)
  const scripts = withImports(bundle, [...all.filter(it => it.isEntry), ...(own ? [own] : [])])
  const sheets = new Set(scripts.flatMap(chunk => [...(chunk.viteMetadata?.importedCss ?? [])]))
  return [...scripts, ...all.filter(it => sheets.has(it.fileName) || it.fileName.endsWith('.html'))]
}

export function pageWeight(): Plugin {
  return {
    name: 'page-weight',
    apply: 'build',
    enforce: 'post', // page and sheets are made late
    generateBundle(_options, output) {
      const bundle = output as unknown as Bundle
      for (const own of [undefined, ...Object.values(bundle).filter(it => it.isDynamicEntry)]) {
        const bytes = gzipBytes(partsOf(bundle, own))
        const said = `${own?.fileName ?? 'a link'}: page, script and sheet: ${(bytes / 1024).toFixed(1)} KB, gzip`
        if (bytes > pageBytesMax) this.error(`${said}; the limit is ${pageBytesMax / 1024} KB`)
        this.info(said)
      }
      for (const fault of faultsOfSheets(bundle)) this.error(fault)
    },
  }
}
