import { feature } from '../../feature'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [
    { path: '/record', name: 'record', component: () => import('./RecordPage.vue') },
    { path: '/looks', name: 'looks', component: () => import('./LooksPage.vue') },
    { path: '/data', name: 'data', component: () => import('./DataPage.vue') },
  ],
})
