import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { compression } from 'vite-plugin-compression2'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import { zh } from '../shared/text/texts'
import { firstVisit } from './build/firstVisit'

const hall = process.env.UNIONHALL_HALL ?? 'http://127.0.0.1:8080'

// One script holds what every page needs. Not what a few pages alone show: codes, attachments, maps, and these pictures.
const iconsOfFewPages = (
  'activity archive armchair baby battery-charging battery-full book-open briefcase-medical droplets file-braces ' +
  'gauge hand-heart heart-pulse image-plus message-circle mic microwave plug plug-zap printer refrigerator scale ' +
  'scissors shirt shower-head siren snowflake tag toilet truck tv umbrella user-round-x utensils wifi wrench'
).split(' ')
const partsOfFewPages = 'ui/UiQr ui/UiAttachments ui/UiCategorySelect ui/UiWhy geo/ stations/'.split(' ')
const shell = new RegExp(
  `node_modules/(?!uqr|leaflet|@lucide/vue/dist/esm/icons/(?:face-[a-z-]+|${iconsOfFewPages.join('|')})\\.)|web/(shared/(?!${partsOfFewPages.join('|')})|member/(ui|session|seen|shell)/(?!NotFound))`.replaceAll('/', '[\\\\/]'),
)

export default defineConfig({
  resolve: { alias: { 'vue-i18n': fileURLToPath(new URL('smallI18n.ts', import.meta.url)) } },
  plugins: [
    vue(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: '.',
      filename: 'sw.ts',
      injectRegister: 'script', // the page's policy allows no inline script
      // Its digest names the worker's cache; what the shell is of, the page itself says (sw.ts). A first visit must not
      // pay for pages that nobody has opened.
      injectManifest: { globPatterns: ['index.html'] },
      includeManifestIcons: false,
      manifest: {
        name: zh.ui.product,
        short_name: zh.ui.product,
        lang: 'zh-CN',
        display: 'standalone',
        theme_color: '#ffffff',
        background_color: '#f4f5f6',
        icons: [
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: '/icon-180.png', sizes: '180x180', type: 'image/png' },
        ],
      },
    }),
    firstVisit(['features/home/HomePage.vue', 'features/sign-in/SignInPage.vue', 'features/join/JoinFormPage.vue']),
    // The hall sends what lies ready; it compresses nothing while somebody waits.
    compression({ algorithms: ['brotliCompress', 'gzip'], include: /\.(js|css|html|svg)$/, threshold: 512 }),
  ],
  define: {
    __VUE_OPTIONS_API__: false,
  },
  build: {
    target: ['chrome78', 'safari13'],
    // The page's policy allows no data: addresses in styles and scripts.
    assetsInlineLimit: 0,
    // A request costs as much as 700 bytes of headers: one sheet, and one script for all that every page needs.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'shell', test: shell },
            { name: 'document', test: /features[\\/](join[\\/](api|CategoryChoice|DocumentField|idDocument)|verification[\\/](api|VerificationOutcome))/ },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', proxy: { '/api': { target: hall, changeOrigin: false } } },
  test: { environment: 'happy-dom', include: ['**/*.test.ts'] },
})
