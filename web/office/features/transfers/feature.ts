import { feature } from '../../feature'
import { clerks } from '../../session/roles'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [
    { path: '/union-moves/new', name: 'union-move', component: () => import('./UnionMovePage.vue'), meta: { roles: clerks, place: 'orgs' } },
    { path: '/transfer-notes/new', name: 'note-in', component: () => import('./NoteInPage.vue'), meta: { roles: clerks, place: 'inbox' } },
  ],
})
