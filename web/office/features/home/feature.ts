import { House } from '@lucide/vue'
import { feature } from '../../feature'
import { working } from '../../session/roles'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [{ path: '/', name: 'home', component: () => import('./HomePage.vue'), meta: { scoped: true, roles: working } }],
  places: [{ route: 'home', title: 'home.place', icon: House, order: 10, letter: 'h' }],
})
