import { feature } from '../../feature'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [{ path: '/appeals/new', name: 'appeal', component: () => import('./AppealPage.vue') }],
})
