import { CalendarClock } from '@lucide/vue'
import { feature } from '../../feature'
import { working } from '../../session/roles'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [{ path: '/terms', name: 'terms', component: () => import('./TermsPage.vue'), meta: { roles: working, scoped: true } }],
  places: [{ route: 'terms', title: 'terms.place', icon: CalendarClock, order: 32, letter: 'e' }],
})
