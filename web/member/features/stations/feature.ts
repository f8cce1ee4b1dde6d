import { feature } from '../../feature'

export default feature({
  texts: { zh: {}, en: {} }, // theirs come with the pages: whoever scans a code at a door needs none of them
  routes: [
    { path: '/stations', name: 'stations', component: () => import('./StationsPage.vue'), meta: { open: true, tab: 'stations' } },
  ],
})
