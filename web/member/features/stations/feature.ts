import { feature } from '../../feature'
import { en, zh } from './texts'

/** What codes on signs and cards say is short; the page behind it lives beside this app. */
function to(path: string) {
  location.replace(path)
  return false
}

export default feature({
  texts: { zh, en },
  routes: [
    { path: '/stations', name: 'stations', component: () => import('./StationsPage.vue'), meta: { open: true, tab: 'stations' } },
    { path: '/s/:id(\\d+)', component: () => import('./StationsPage.vue'), beforeEnter: ({ params }) => to(`/open/stations/${String(params.id)}`), meta: { open: true } },
    { path: '/d/:code', component: () => import('./StationsPage.vue'), beforeEnter: ({ params }) => to(`/open/d/#${String(params.code)}`), meta: { open: true } },
  ],
})
