import { feature } from '../../feature'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [{ path: '/mine', name: 'mine', component: () => import('./MinePage.vue'), meta: { tab: 'mine' } }],
})
