import { feature } from '../../feature'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [{ path: '/verification', name: 'verification', component: () => import('./VerificationPage.vue') }],
})
