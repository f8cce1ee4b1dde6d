import type { Problem } from '@unionhall/shared/api/client'
import { useLoad } from '@unionhall/shared/use/useLoad'
import { computed, ref, watch, type Ref } from 'vue'
import { joiningApi, type Group, type JoiningApi, type Ways } from './api'

/** How a union takes people in: which groups it is there for, and which of them it admits at once. */
export function useWays(org: Ref<string>, api: JoiningApi = joiningApi) {
  const { state, value: ways, problem, reload } = useLoad(org, api.ways)
  const draft = ref<Required<Ways>>({ takes: [], automatic: [] })
  const saving = ref(false)
  const notSaved = ref<Problem>()
  const savedAt = ref<Date>()

  watch(ways, now => {
    draft.value = copyOf(now)
  })
  watch(org, () => {
    savedAt.value = undefined
    notSaved.value = undefined
  })

  const changed = computed(() => ways.value !== undefined && wordsOf(draft.value) !== wordsOf(copyOf(ways.value)))

  /** A group that is no longer taken is not admitted at once either; whom it admits at once it takes. */
  function set(which: keyof Ways, group: Group, yes: boolean) {
    const { takes, automatic } = draft.value
    const among = (list: Group[], on: boolean) => (on ? [...list.filter(g => g !== group), group] : list.filter(g => g !== group))
    if (which === 'takes') draft.value = { takes: among(takes, yes), automatic: yes ? automatic : among(automatic, false) }
    else draft.value = { takes: yes ? among(takes, true) : takes, automatic: among(automatic, yes) }
    savedAt.value = undefined
  }

  async function save(): Promise<boolean> {
    const id = org.value
    if (saving.value) return false
    saving.value = true
    const result = await api.setWays(id, draft.value)
    saving.value = false
    if (id !== org.value) return result.ok
    notSaved.value = result.ok ? undefined : result.problem
    if (!result.ok) return false
    ways.value = result.value
    savedAt.value = new Date()
    return true
  }

  return { state, ways, problem, reload, draft, changed, set, saving, notSaved, savedAt, save }
}

function copyOf(ways: Ways | undefined): Required<Ways> {
  return { takes: [...(ways?.takes ?? [])], automatic: [...(ways?.automatic ?? [])] }
}

function wordsOf({ takes, automatic }: Required<Ways>) {
  return `${[...takes].sort().join()}|${[...automatic].sort().join()}`
}
