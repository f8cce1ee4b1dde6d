import { api, ask, type Result, type Schemas } from '@unionhall/shared/api/client'
import { onScopeDispose, ref, watch, type Ref } from 'vue'

export type OrgFound = Schemas['OrgsFound']['items'][number]
export type OrgFinder = (q: string) => Promise<Result<Schemas['OrgsFound']>>

export const findOrgs: OrgFinder = q => ask(api.POST('/org-searches', { body: { q, limit: 8 } }))

/** The same among all unions of the city, as any visitor may know them: where something leaves the officer's reach. */
export const findAnyOrgs: OrgFinder = async q => {
  const result = await ask(api.POST('/joining/unions', { body: { q } }))
  return result.ok ? { ok: true, value: { items: result.value.items.map(({ above, ...org }) => ({ ...org, path_names: above })) } } : result
}

/** Unions whose name, initials or code begin to fit what is being typed; asked once the typing pauses. */
export function useOrgSearch(q: Ref<string>, find: OrgFinder = findOrgs, pauseMs = 150) {
  const found = ref<OrgFound[]>([])
  const state = ref<'idle' | 'loading' | 'ready' | 'failed'>('idle')
  let pause: ReturnType<typeof setTimeout> | undefined

  async function search(words: string) {
    const result = await find(words)
    if (words !== q.value.trim()) return // something else has been typed since
    found.value = result.ok ? result.value.items : []
    state.value = result.ok ? 'ready' : 'failed'
  }

  watch(q, typed => {
    clearTimeout(pause)
    const words = typed.trim()
    if (words === '') {
      found.value = []
      state.value = 'idle'
      return
    }
    state.value = 'loading'
    pause = setTimeout(() => void search(words), pauseMs)
  })
  onScopeDispose(() => clearTimeout(pause))
  return { found, state }
}
