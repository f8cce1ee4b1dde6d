import { feature } from '../../feature'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [{ path: '/settings', name: 'settings', component: () => import('./SettingsPage.vue') }],
})
