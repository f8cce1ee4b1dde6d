import { feature } from '../../feature'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [
    { path: '/transfer', name: 'transfer', component: () => import('./TransferPage.vue') },
    { path: '/n', name: 'note-check', component: () => import('./NoteCheckPage.vue'), meta: { open: true } },
  ],
})
