import { Users } from '@lucide/vue'
import { feature } from '../../feature'
import { clerks, working } from '../../session/roles'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [
    { path: '/members', name: 'members', component: () => import('./MembersPage.vue'), meta: { roles: working, scoped: true } },
    { path: '/members/retirement', name: 'retirement', component: () => import('./RetirementPage.vue'), meta: { roles: working, scoped: true, place: 'members' } },
    {
      path: '/members/:id(\\d+)',
      name: 'member',
      component: () => import('./MemberPage.vue'),
      props: true,
      meta: { roles: working, place: 'members', scopeGoesTo: 'members' },
    },
    {
      path: '/members/:id(\\d+)/doubles/:other(\\d+)',
      name: 'double',
      component: () => import('./MergePage.vue'),
      props: true,
      meta: { roles: clerks, place: 'members', scopeGoesTo: 'members' },
    },
  ],
  places: [{ route: 'members', title: 'members.title', icon: Users, order: 20, letter: 'm' }],
})
