import { createRouter, createWebHistory, type RouteMeta } from 'vue-router'
import { features, places } from './features'
import { useSession } from './session/useSession'

export const router = createRouter({
  history: createWebHistory('/office/'),
  routes: [
    ...features.flatMap(f => f.routes),
    { path: '/:rest(.*)*', name: 'not-found', component: () => import('./shell/NotFoundPage.vue') },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

router.beforeEach(async to => {
  const session = useSession()
  await session.ensure()
  if (session.state === 'failed' || to.meta.open) return true
  if (!session.role) return { name: 'sign-in', query: to.path === '/' ? {} : { next: to.fullPath } }
  if (may(to)) return true
  return to.path === '/' ? firstPlace() : { name: 'not-found', params: { rest: to.path.slice(1).split('/') } }
})

function may(to: { meta: RouteMeta }) {
  return to.meta.roles === undefined || useSession().isOneOf(to.meta.roles)
}

/** Where somebody begins who has no home page. */
function firstPlace() {
  return places.map(place => ({ name: place.route })).find(there => may(router.resolve(there))) ?? { name: 'settings' }
}
