import { compression } from 'vite-plugin-compression2'
import { defineConfig } from 'vitest/config'
import { pageWeight } from './build/pageWeight'

const hall = process.env.UNIONHALL_HALL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  base: '/open/',
  plugins: [
    pageWeight(),
    // The hall sends what lies ready; it compresses nothing while somebody waits.
    compression({ algorithms: ['brotliCompress', 'gzip'], include: /\.(js|css|html|svg)$/, threshold: 512 }),
  ],
  build: {
    target: ['chrome78', 'safari13'],
    // The page's policy allows no data: addresses in styles and scripts.
    assetsInlineLimit: 0,
    // One page, one script: there is nothing to load ahead.
    modulePreload: false,
  },
  server: { host: '127.0.0.1', proxy: { '/api': hall } },
  test: { environment: 'happy-dom', include: ['**/*.test.ts'] },
})
