import { feature } from '../../feature'
import { working } from '../../session/roles'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [
    { path: '/mailings', name: 'mailings', component: () => import('./MailingsPage.vue'), meta: { roles: working, scoped: true, place: 'orgs' } },
    { path: '/mailings/:id(\\d+)', name: 'mailing', component: () => import('./MailingPage.vue'), props: true, meta: { roles: working, place: 'orgs', scopeGoesTo: 'mailings' } },
  ],
})
