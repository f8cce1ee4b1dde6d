import { feature } from '../../feature'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [{ path: '/stations', name: 'stations', component: () => import('./StationsPage.vue'), meta: { open: true, tab: 'stations' } }],
})
