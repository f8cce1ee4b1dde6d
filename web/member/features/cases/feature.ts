import { feature } from '../../feature'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [
    { path: '/cases', name: 'cases', component: () => import('./CasesPage.vue'), meta: { tab: 'cases' } },
    { path: '/cases/:id', name: 'case', component: () => import('./CasePage.vue') },
  ],
})
