import { ScrollText } from '@lucide/vue'
import { feature } from '../../feature'
import { auditors } from '../../session/roles'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [{ path: '/audit', name: 'audit', component: () => import('./AuditPage.vue'), meta: { roles: auditors } }],
  places: [{ route: 'audit', title: 'audit.place', icon: ScrollText, order: 60, letter: 'a' }],
})
