import { FileInput } from '@lucide/vue'
import { feature } from '../../feature'
import { clerks, working } from '../../session/roles'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [
    { path: '/imports', name: 'imports', component: () => import('./ImportsPage.vue'), meta: { roles: working, scoped: true } },
    {
      path: '/imports/new',
      name: 'import-new',
      component: () => import('./NewImportPage.vue'),
      meta: { roles: clerks, scoped: true, place: 'imports' },
    },
    {
      path: '/imports/:id(\\d+)/:step(columns|check|confirmation|write)?',
      name: 'import',
      component: () => import('./ImportPage.vue'),
      props: true,
      meta: { roles: working, place: 'imports', scopeGoesTo: 'imports' },
    },
  ],
  places: [{ route: 'imports', title: 'imports.place', icon: FileInput, order: 40, letter: 'r' }],
})
