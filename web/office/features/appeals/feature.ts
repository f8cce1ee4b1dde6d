import { Headset, PhoneCall } from '@lucide/vue'
import { feature } from '../../feature'
import { callers, clerks, working } from '../../session/roles'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [
    { path: '/appeals/new', name: 'appeal-intake', component: () => import('./IntakePage.vue'), meta: { roles: working } },
    { path: '/appeals/calls', name: 'appeal-calls', component: () => import('./CallsPage.vue'), meta: { roles: callers } },
    { path: '/settings/appeal-words', name: 'appeal-words', component: () => import('./HintsPage.vue'), meta: { roles: clerks } },
  ],
  places: [
    { route: 'appeal-intake', title: 'appeals.intake.title', icon: Headset, order: 16, letter: 'l' },
    { route: 'appeal-calls', title: 'appeals.calls.title', icon: PhoneCall, order: 17, letter: 'c' },
  ],
})
