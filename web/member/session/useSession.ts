import { api, ask, type Problem, type Result, type Schemas } from '@unionhall/shared/api/client'
import type { Language } from '@unionhall/shared/text/times'
import { remember } from '@unionhall/shared/use/remembered'
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { belongsTo } from '../features/unsent/unsent'
import { i18n } from '../i18n'
import { forgetArea } from '../seen/area'
import { forgetSeen } from '../seen/seen'

export type Me = Schemas['Me']

/** Whose phone this is, as far as she has signed in. */
export const useSession = defineStore('session', () => {
  const state = ref<'unknown' | 'ready' | 'failed'>('unknown')
  const problem = ref<Problem>()
  const me = ref<Me>()
  const hall = ref<Schemas['Hall']>()
  let chosen: Language | undefined
  let loading: Promise<void> | undefined

  async function read() {
    const [person, place] = await Promise.all([ask(api.GET('/me')), hall.value ? undefined : ask(api.GET('/hall'))])
    if (place?.ok) hall.value = place.value
    me.value = person.ok ? person.value : undefined
    const nobody = !person.ok && person.problem.status === 401
    if (nobody) forgetSeen()
    if (person.ok || nobody) belongsTo(me.value?.id)
    problem.value = person.ok || nobody ? undefined : person.problem
    state.value = problem.value ? 'failed' : 'ready'
    if (me.value && chosen && chosen !== me.value.language) await choose(chosen)
    else if (me.value) speakAs(me.value.language)
  }

  function load() {
    loading ??= read().finally(() => (loading = undefined))
    return loading
  }

  async function ensure() {
    if (state.value === 'unknown') await load()
  }

  /** After a sign-in: what another person saw here is none of hers. */
  async function begin() {
    forgetSeen()
    await load()
  }

  async function signOut(): Promise<Result<unknown>> {
    const result = await ask(api.POST('/sign-out'))
    if (result.ok || result.problem.status === 401) {
      me.value = undefined
      forgetSeen()
      forgetArea()
      belongsTo(undefined)
    }
    return result
  }

  /** Chosen before signing in, it becomes the account's choice. */
  async function choose(language: Language): Promise<Result<unknown>> {
    speakAs(language)
    chosen = me.value ? undefined : language
    if (!me.value) return { ok: true, value: undefined }
    const result = await ask(api.PATCH('/me', { body: { language } }))
    if (result.ok) me.value = result.value
    return result
  }

  return { state, problem, me, hall, load, ensure, begin, signOut, choose }
})

export function speakAs(language: Language) {
  i18n.global.locale.value = language
  document.documentElement.lang = language
  remember('language', language)
}
