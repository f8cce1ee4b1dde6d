import vue from '@vitejs/plugin-vue'
import { compression } from 'vite-plugin-compression2'
import { defineConfig } from 'vitest/config'

const hall = process.env.UNIONHALL_HALL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  base: '/office/',
  plugins: [
    vue(),
    // The hall sends what lies ready; it compresses nothing while somebody waits.
    compression({ algorithms: ['brotliCompress', 'gzip'], include: /\.(js|css|html|svg)$/, threshold: 512 }),
  ],
  define: {
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    target: ['chrome78', 'safari13'],
    // The page's policy allows no data: addresses in styles and scripts.
    assetsInlineLimit: 0,
  },
  server: { host: '127.0.0.1', proxy: { '/api': hall } },
  test: { environment: 'happy-dom', include: ['**/*.test.ts', '../shared/**/*.test.ts'] },
})
