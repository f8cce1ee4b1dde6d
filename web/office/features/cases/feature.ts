import { Inbox } from '@lucide/vue'
import { defineAsyncComponent } from 'vue'
import { feature } from '../../feature'
import { working } from '../../session/roles'
import { en, zh } from './texts'

export default feature({
  texts: { zh, en },
  routes: [
    { path: '/inbox', name: 'inbox', component: () => import('./InboxPage.vue'), meta: { roles: working } },
    {
      path: '/cases/:id(\\d+)',
      name: 'case',
      component: () => import('./CasePage.vue'),
      props: true,
      meta: { roles: working, place: 'inbox' },
    },
  ],
  places: [{ route: 'inbox', title: 'cases.place', icon: Inbox, order: 15, letter: 'i', waiting: defineAsyncComponent(() => import('./WaitingCount.vue')) }],
})
