import { feature } from '../../feature'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [
    { path: '/settings', name: 'settings', component: () => import('./SettingsPage.vue'), meta: { open: true } },
    { path: '/devices', name: 'devices', component: () => import('./DevicesPage.vue') },
  ],
})
