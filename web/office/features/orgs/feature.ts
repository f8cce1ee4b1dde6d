import { Building2, ShieldUser } from '@lucide/vue'
import { feature } from '../../feature'
import { working } from '../../session/roles'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [
    { path: '/orgs', name: 'orgs', component: () => import('./OrgsPage.vue'), meta: { roles: working, scoped: true } },
    { path: '/orgs/:org', name: 'org', component: () => import('./OrgPage.vue'), meta: { roles: working, place: 'orgs' } },
    { path: '/officers', name: 'officers', component: () => import('./OfficersPage.vue'), meta: { roles: ['security_administrator'] } },
  ],
  places: [
    { route: 'orgs', title: 'orgs.place', icon: Building2, order: 30, letter: 'o' },
    { route: 'officers', title: 'orgs.officers.title', icon: ShieldUser, order: 35, letter: 'w' },
  ],
})
