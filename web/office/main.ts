import 'element-plus/theme-chalk/base.css'
import '@unionhall/shared/tokens.css'
import '@unionhall/shared/base.css'
import '@unionhall/shared/controls.css'
import '@unionhall/shared/table.css'
import './style/element.css'
import { onRefusal, speak } from '@unionhall/shared/api/client'
import { createPinia } from 'pinia'
import { createApp, watch } from 'vue'
import App from './App.vue'
import { i18n } from './i18n'
import { router } from './router'
import { density, size } from './session/preferences'
import { speakAs, useSession } from './session/useSession'

const app = createApp(App).use(createPinia()).use(i18n).use(router)

speakAs(i18n.global.locale.value)
speak(() => i18n.global.locale.value)
onRefusal(async () => {
  const session = useSession()
  await session.load()
  const here = router.currentRoute.value
  if (!session.role && !here.meta.open) await router.push({ name: 'sign-in', query: { next: here.fullPath } })
})
watch(size, word => (document.documentElement.dataset.size = word === 'large' ? 'desk-large' : 'desk'), { immediate: true })
watch(density, word => (document.documentElement.dataset.density = word), { immediate: true })

app.mount('#app')
