import { feature } from '../../feature'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [
    { path: '/card', name: 'card', component: () => import('./CardPage.vue') },
    { path: '/card-check', name: 'card-check', component: () => import('./CardCheckPage.vue'), meta: { open: true } },
  ],
})
