import { feature } from '../../feature'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [{ path: '/notices', name: 'notices', component: () => import('./NoticesPage.vue') }],
})
