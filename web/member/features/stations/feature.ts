import { feature } from '../../feature'

/** What codes on signs and cards say is short; the page behind it lives beside this app. */
function to(path: string) {
  location.replace(path)
  return false
}

export default feature({
  texts: { zh: {}, en: {} }, // theirs come with the pages: whoever scans a code at a door needs none of them
  routes: [
    { path: '/stations', name: 'stations', component: () => import('./StationsPage.vue'), meta: { open: true, tab: 'stations' } },
    { path: '/s/:id(\\d+)', component: () => import('./StationsPage.vue'), beforeEnter: ({ params }) => to(`/open/stations/${String(params.id)}`), meta: { open: true } },
    { path: '/d/:code', component: () => import('./StationsPage.vue'), beforeEnter: ({ params }) => to(`/open/d/#${String(params.code)}`), meta: { open: true } },
  ],
})
