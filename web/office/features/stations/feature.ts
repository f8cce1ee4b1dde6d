import { MapPin } from '@lucide/vue'
import { feature } from '../../feature'
import { working } from '../../session/roles'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [
    { path: '/stations', name: 'stations', component: () => import('./StationsPage.vue'), meta: { roles: working, scoped: true } },
    { path: '/stations/doubles', name: 'station-doubles', component: () => import('./DoublesPage.vue'), meta: { roles: working, scoped: true, place: 'stations' } },
    { path: '/stations/coverage', name: 'station-coverage', component: () => import('./CoveragePage.vue'), meta: { roles: working, scoped: true, place: 'stations' } },
    { path: '/stations/publication', name: 'station-publication', component: () => import('./PublicationPage.vue'), meta: { roles: working, scoped: true, place: 'stations' } },
    { path: '/stations/:id(\\d+)', name: 'station', component: () => import('./StationPage.vue'), meta: { roles: working, place: 'stations', scopeGoesTo: 'stations' } },
  ],
  places: [{ route: 'stations', title: 'stations.title', icon: MapPin, order: 19, letter: 's' }],
})
