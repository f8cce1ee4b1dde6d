import { MapPin } from '@lucide/vue'
import { feature } from '../../feature'
import { working } from '../../session/roles'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [
    { path: '/stations', name: 'stations', component: () => import('./StationsPage.vue'), meta: { roles: working, scoped: true } },
    { path: '/stations/:id(\\d+)', name: 'station', component: () => import('./StationPage.vue'), meta: { roles: working, place: 'stations', scopeGoesTo: 'stations' } },
  ],
  places: [{ route: 'stations', title: 'stations.title', icon: MapPin, order: 19, letter: 's' }],
})
