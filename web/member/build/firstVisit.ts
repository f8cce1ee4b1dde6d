// What somebody's first page costs, measured at every build, which fails beyond the limit: she may be on an old phone's data.
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

export const scriptBytesMax = 120 * 1024

export interface Chunk {
  type: 'chunk' | 'asset'
  fileName: string
  code?: string
  source?: string | Uint8Array
  isEntry?: boolean
  imports?: string[]
  facadeModuleId?: string | null
}

type Bundle = Record<string, Chunk>

/** The script that must be there before this page shows: the entry, the page, and all that these import. */
export function scriptsOf(bundle: Bundle, page: string): Chunk[] {
  const chunks = Object.values(bundle).filter(it => it.type === 'chunk')
  const own = chunks.find(chunk => chunk.facadeModuleId?.endsWith(page))
  if (!own) throw new Error(`no chunk of its own: ${page}`)
  const needed = new Set<Chunk>()
  const waiting = [...chunks.filter(chunk => chunk.isEntry), own]
  for (let chunk = waiting.pop(); chunk; chunk = waiting.pop()) {
    if (needed.has(chunk)) continue
    needed.add(chunk)
    waiting.push(...(chunk.imports ?? []).flatMap(name => bundle[name] ?? []))
  }
  return [...needed]
}

export function gzipBytes(chunks: readonly Chunk[]) {
  return chunks.reduce((sum, chunk) => sum + gzipSync(chunk.code ?? '').length, 0)
}

/** Rules that leave gaps in a flex box, which Chrome before 84 and Safari before 14.1 do not know. */
export function flexGaps(css: string) {
  return (css.match(/[^{}]*\{[^{}]*\}/g) ?? []).filter(rule => /display:\s*(inline-)?flex/.test(rule) && /[{;\s](row-|column-)?gap:/.test(rule))
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
      for (const sheet of Object.values(bundle).filter(it => it.fileName.endsWith('.css'))) {
        const rules = flexGaps(String(sheet.source))
        if (rules.length > 0) this.error(`${sheet.fileName}: a flex box with a gap: ${rules.join(' ')}`)
      }
    },
  }
}
