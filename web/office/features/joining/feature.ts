import { feature } from '../../feature'
import { clerks, working } from '../../session/roles'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [
    { path: '/orgs/:org(\\d+)/joining', name: 'joining', component: () => import('./JoiningPage.vue'), meta: { roles: working, place: 'orgs' } },
    { path: '/joining/new', name: 'fill-in', component: () => import('./FillInPage.vue'), meta: { roles: clerks, place: 'inbox' } },
  ],
})
