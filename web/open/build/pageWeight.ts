// What the page behind a text message costs whoever taps on it, measured at every build, which fails beyond the limit.
import type { Plugin } from 'vite'
import { faultsOfSheets, gzipBytes, type Bundle } from '../../shared/build/bundle'

export const pageBytesMax = 40 * 1024

export function pageWeight(): Plugin {
  return {
    name: 'page-weight',
    apply: 'build',
    enforce: 'post', // page and sheets are made late
    generateBundle(_options, output) {
      const bundle = output as unknown as Bundle
      const bytes = gzipBytes(Object.values(bundle))
      const said = `page, script and sheet: ${(bytes / 1024).toFixed(1)} KB, gzip`
      if (bytes > pageBytesMax) this.error(`${said}; the limit is ${pageBytesMax / 1024} KB`)
      this.info(said)
      for (const fault of faultsOfSheets(bundle)) this.error(fault)
    },
  }
}
