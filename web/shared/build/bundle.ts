// What a build has made, as the checks of a page's weight see it.
import { gzipSync } from 'node:zlib'

export interface Chunk {
  type: 'chunk' | 'asset'
  fileName: string
  code?: string
  source?: string | Uint8Array
  isEntry?: boolean
  isDynamicEntry?: boolean
  imports?: string[]
  facadeModuleId?: string | null
  viteMetadata?: { importedCss: Set<string> }
}

export type Bundle = Record<string, Chunk>

export function gzipBytes(chunks: readonly Chunk[]) {
  return chunks.reduce((sum, chunk) => sum + gzipSync(chunk.code ?? chunk.source ?? '').length, 0)
}

/** These and all that they import: what is there before any of them runs. */
export function withImports(bundle: Bundle, chunks: readonly Chunk[]): Chunk[] {
  const needed = new Set<Chunk>()
  const waiting = [...chunks]
  for (let chunk = waiting.pop(); chunk; chunk = waiting.pop()) {
    if (needed.has(chunk)) continue
    needed.add(chunk)
    waiting.push(...(chunk.imports ?? []).flatMap(name => bundle[name] ?? []))
  }
  return [...needed]
}

/** Rules that leave gaps in a flex box, which Chrome before 84 and Safari before 14.1 do not know. */
export function flexGaps(css: string) {
  return (css.match(/[^{}]*\{[^{}]*\}/g) ?? []).filter(rule => /display:\s*(inline-)?flex/.test(rule) && /[{;\s](row-|column-)?gap:/.test(rule))
}

/** What is wrong with the sheets of a build for phones. */
export function faultsOfSheets(bundle: Bundle) {
  return Object.values(bundle)
    .filter(it => it.fileName.endsWith('.css'))
    .map(sheet => ({ sheet, rules: flexGaps(String(sheet.source)) }))
    .filter(({ rules }) => rules.length > 0)
    .map(({ sheet, rules }) => `${sheet.fileName}: a flex box with a gap: ${rules.join(' ')}`)
}
