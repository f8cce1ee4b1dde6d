import { feature } from '../../feature'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [{ path: '/sign-in', name: 'sign-in', component: () => import('./SignInPage.vue'), meta: { open: true } }],
})
