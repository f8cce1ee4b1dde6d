import { api, ask, type Problem, type Schemas } from '../api/client'
import { useLoad } from './useLoad'
import { computed, ref } from 'vue'

export type SignedIn = Schemas['Session']

export const sessionsApi = {
  list: () => ask(api.GET('/me/sessions')),
  end: (id: string) => ask(api.DELETE('/me/sessions/{id}', { params: { path: { id } } })),
}

/** Where I am signed in. A line leaves only once the server has ended it. */
export function useSessions(talk: typeof sessionsApi = sessionsApi) {
  const load = useLoad(() => 'mine', talk.list)
  const problem = ref<Problem>()
  const sessions = computed(() => load.value.value?.items ?? [])

  async function end(session: SignedIn) {
    const result = await talk.end(session.id)
    problem.value = result.ok ? undefined : result.problem
    if (result.ok || result.problem.status === 404) await load.reload()
  }

  return { sessions, state: load.state, failure: load.problem, problem, end, reload: load.reload }
}
