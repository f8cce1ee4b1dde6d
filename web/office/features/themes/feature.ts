import { TrendingUp } from '@lucide/vue'
import { feature } from '../../feature'
import { working } from '../../session/roles'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [
    { path: '/appeals/themes', name: 'appeal-themes', component: () => import('./ThemesPage.vue'), meta: { roles: working, scoped: true } },
    { path: '/appeals/sheet', name: 'appeal-sheet', component: () => import('./SheetPage.vue'), meta: { roles: working, scoped: true, place: 'appeal-themes' } },
  ],
  places: [{ route: 'appeal-themes', title: 'themes.place', icon: TrendingUp, order: 18, letter: 'y' }],
})
