import { api, ask, type Problem, type Result, type Schemas } from '@unionhall/shared/api/client'
import type { Language } from '@unionhall/shared/text/times'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { i18n } from '../i18n'
import { remember } from '@unionhall/shared/use/remembered'
import type { RoleWord } from './roles'

export type Me = Schemas['Me']

/** Who sits at this desk, and in which role. */
export const useSession = defineStore('session', () => {
  const state = ref<'unknown' | 'ready' | 'failed'>('unknown')
  const problem = ref<Problem>()
  const me = ref<Me>()
  const hall = ref<Schemas['Hall']>()
  let chosen: Language | undefined

  const role = computed(() => (me.value?.officer.active ? me.value.roles.find(r => r.id === me.value?.role_in_force) : undefined))

  function isOneOf(words: readonly RoleWord[]) {
    return role.value !== undefined && words.includes(role.value.word)
  }

  async function load() {
    const [person, place] = await Promise.all([ask(api.GET('/me')), hall.value ? known(hall.value) : ask(api.GET('/hall'))])
    if (place.ok) hall.value = place.value
    me.value = person.ok ? person.value : undefined
    problem.value = !place.ok ? place.problem : person.ok || person.problem.status === 401 ? undefined : person.problem
    state.value = problem.value ? 'failed' : 'ready'
    if (me.value && chosen && chosen !== me.value.language) await choose(chosen)
    else if (me.value) speakAs(me.value.language)
  }

  async function ensure() {
    if (state.value === 'unknown') await load()
  }

  function forget() {
    me.value = undefined
  }

  async function signOut(): Promise<Result<unknown>> {
    const result = await ask(api.POST('/sign-out'))
    if (result.ok || result.problem.status === 401) forget()
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

  return { state, problem, me, hall, role, isOneOf, load, ensure, forget, signOut, choose }
})

async function known<T>(value: T): Promise<Result<T>> {
  return { ok: true, value }
}

export function speakAs(language: Language) {
  i18n.global.locale.value = language
  document.documentElement.lang = language
  remember('language', language)
}
