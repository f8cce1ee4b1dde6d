import type { Problem } from '@unionhall/shared/api/client'
import { useLoad } from '@unionhall/shared/use/useLoad'
import { computed, ref, type Ref } from 'vue'
import { appealsApi, type AppealsApi } from './api'

/** The words that suggest what an appeal is about: found again by `sought`, added, changed, and taken out. */
export function useHints(sought: Ref<string>, api: Pick<AppealsApi, 'hints' | 'setHint'> = appealsApi) {
  const { state, value, problem: failure, reload } = useLoad(ref(0), api.hints)
  const problem = ref<Problem>()
  const sending = ref(false)

  /** By category, each with its words. */
  const groups = computed(() => {
    const found = new Map<string, { category: string; label: string; words: string[] }>()
    for (const { word, category, label } of value.value?.items ?? []) {
      if (sought.value && !word.includes(sought.value) && !label.includes(sought.value)) continue
      const group = found.get(category) ?? { category, label, words: [] }
      group.words.push(word)
      found.set(category, group)
    }
    return [...found.values()]
  })

  /** A word suggests this category from now on; none: nothing any more. */
  async function set(word: string, category: string): Promise<boolean> {
    if (sending.value) return false
    sending.value = true
    const result = await api.setHint(word, category)
    problem.value = result.ok ? undefined : result.problem
    if (result.ok) await reload()
    sending.value = false
    return result.ok
  }

  return { state, groups, failure, reload, problem, sending, set }
}
