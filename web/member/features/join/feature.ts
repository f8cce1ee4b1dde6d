import { feature } from '../../feature'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [
    { path: '/join', name: 'join', component: () => import('./JoinPage.vue'), meta: { open: true } },
    { path: '/join/form', name: 'join-form', component: () => import('./JoinFormPage.vue'), meta: { open: true } },
    { path: '/j/:code', name: 'join-code', component: () => import('./JoinFormPage.vue'), meta: { open: true } },
    { path: '/notice', name: 'privacy-notice', component: () => import('./PrivacyNoticePage.vue'), meta: { open: true } },
  ],
})
