import { feature } from '../../feature'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [{ path: '/erasure', name: 'erasure', component: () => import('./ErasurePage.vue') }],
})
