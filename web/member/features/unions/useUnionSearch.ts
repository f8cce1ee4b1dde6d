import type { Problem } from '@unionhall/shared/api/client'
import { ref, shallowRef } from 'vue'
import { unionsApi, type Union, type UnionsApi } from './api'

/** Unions by name. What was asked last wins, however late an earlier answer comes. */
export function useUnionSearch(api: UnionsApi = unionsApi) {
  const found = shallowRef<Union[]>()
  const problem = ref<Problem>()
  const searching = ref(false)
  let turn = 0

  async function search(words: string) {
    const q = words.trim()
    const mine = ++turn
    problem.value = undefined
    if (q === '') return void (found.value = undefined)
    searching.value = true
    const result = await api.search(q)
    if (mine !== turn) return
    searching.value = false
    problem.value = result.ok ? undefined : result.problem
    found.value = result.ok ? result.value.items : undefined
  }

  return { found, problem, searching, search }
}
