import { House } from '@lucide/vue'
import { feature } from '../../feature'
import { guardians, keepers } from '../../session/roles'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [
    { path: '/system', name: 'system', component: () => import('./SystemPage.vue'), meta: { roles: keepers } },
    { path: '/security', name: 'security', component: () => import('./SecurityPage.vue'), meta: { roles: guardians } },
  ],
  // Each administrator has one of them, in the place of the home page that she does not have.
  places: [
    { route: 'system', title: 'administration.system.place', icon: House, order: 11, letter: 'h' },
    { route: 'security', title: 'administration.security.place', icon: House, order: 12, letter: 'h' },
  ],
})
