import { feature } from '../../feature'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [{ path: '/', name: 'home', component: () => import('./HomePage.vue'), meta: { open: true, tab: 'home' } }],
})
