import type { Problem } from '@unionhall/shared/api/client'
import { useLoad } from '@unionhall/shared/use/useLoad'
import { computed, ref } from 'vue'
import { consentsApi, type Consent, type ConsentsApi } from './api'

/** What I agreed to, and the way to take it back: asked once more first, and told what follows. */
export function useConsents(api: ConsentsApi = consentsApi) {
  const { state, value, problem: failure, reload } = useLoad(() => 'mine', api.now)
  const asked = ref<Consent['kind']>()
  const follows = ref('')
  const problem = ref<Problem>()
  const consents = computed(() => value.value?.now ?? [])

  function ask(kind: Consent['kind'] | undefined) {
    asked.value = kind
    follows.value = ''
    problem.value = undefined
  }

  async function withdraw() {
    if (!asked.value) return
    const result = await api.withdraw(asked.value)
    problem.value = result.ok ? undefined : result.problem
    if (!result.ok) return
    asked.value = undefined
    follows.value = result.value.follows
    await reload()
  }

  return { state, consents, failure, reload, asked, ask, withdraw, follows, problem }
}
