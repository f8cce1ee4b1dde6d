import '@unionhall/shared/tokens.css'
import '@unionhall/shared/base.css'
import '@unionhall/shared/controls.css'
import '@unionhall/shared/phone.css'
import { onRefusal, speak } from '@unionhall/shared/api/client'
import { createPinia } from 'pinia'
import { createApp, nextTick, watch } from 'vue'
import App from './App.vue'
import { sendWhenBack } from './features/unsent/unsent'
import { i18n } from './i18n'
import { router } from './router'
import { keepWhatIsSeen, tellWorkerWhatWasLoaded } from './seen/seen'
import { size } from './session/preferences'
import { speakAs, useSession } from './session/useSession'

const app = createApp(App).use(createPinia()).use(i18n)

speakAs(i18n.global.locale.value)
speak(() => i18n.global.locale.value)
keepWhatIsSeen()
sendWhenBack()
onRefusal(async () => {
  const session = useSession()
  await session.load()
  const here = router.currentRoute.value
  if (!session.me && !here.meta.open) await router.push({ name: 'sign-in', query: { next: here.fullPath } })
})
watch(size, word => (word === 'large' ? (document.documentElement.dataset.size = word) : delete document.documentElement.dataset.size), { immediate: true })

// A reader of the screen hears where she has come to.
router.afterEach(async (to, from, failure) => {
  if (failure || from.matched.length === 0 || to.path === from.path) return
  await nextTick()
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
})

app.use(router).mount('#app')
tellWorkerWhatWasLoaded()
