import { feature } from '../../feature'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [{ path: '/correction', name: 'correction', component: () => import('./CorrectionPage.vue') }],
})
