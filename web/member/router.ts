import { createRouter, createWebHistory } from 'vue-router'
import { features } from './features'
import { useSession } from './session/useSession'

export const router = createRouter({
  history: createWebHistory('/'),
  routes: [
    ...features.flatMap(f => f.routes),
    { path: '/:rest(.*)*', name: 'not-found', component: () => import('./shell/NotFoundPage.vue'), meta: { open: true } },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

router.beforeEach(async to => {
  const session = useSession()
  // An open page shows at once; who it is comes in behind.
  if (to.meta.open) {
    void session.ensure()
    return true
  }
  await session.ensure()
  if (session.state === 'failed' || session.me) return true
  return { name: 'sign-in', query: { next: to.fullPath } }
})
