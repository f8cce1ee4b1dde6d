import { feature } from '../../feature'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [{ path: '/leaving', name: 'leaving', component: () => import('./LeavingPage.vue') }],
})
