import { computed, ref } from 'vue'
import { api, ask, type Problem, type Result, type Schemas } from '../api/client'
import { useLoad } from './useLoad'

export type SignedIn = Schemas['Session']

export const sessionsApi = {
  list: () => ask(api.GET('/me/sessions')),
  end: (id: string) => ask(api.DELETE('/me/sessions/{id}', { params: { path: { id } } })),
  endOthers: () => ask(api.DELETE('/me/sessions')),
}

/** Where I am signed in. A line leaves only once the server has ended it. */
export function useSessions(talk: typeof sessionsApi = sessionsApi) {
  const load = useLoad(() => 'mine', talk.list)
  const problem = ref<Problem>()
  const sessions = computed(() => load.value.value?.items ?? [])

  async function ended(result: Result<unknown>) {
    problem.value = result.ok ? undefined : result.problem
    if (result.ok || result.problem.status === 404) await load.reload()
  }
  const end = async (session: SignedIn) => ended(await talk.end(session.id))
  const endOthers = async () => ended(await talk.endOthers())

  return { sessions, state: load.state, failure: load.problem, problem, end, endOthers, reload: load.reload }
}
