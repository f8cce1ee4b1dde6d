import { defineStore } from 'pinia'
import { ref } from 'vue'

/** The rows that the inbox showed last, so that a case leads to the next one, and back to the same list. In memory alone. */
export const useWalk = defineStore('walk', () => {
  const ids = ref<readonly string[]>([])
  const query = ref<Record<string, string>>({})

  function remember(cases: readonly string[], asked: Record<string, string>) {
    ids.value = [...new Set(cases)]
    query.value = asked
  }

  /** Where a case stands among them; nothing when it came from elsewhere. */
  function placeOf(id: string) {
    const at = ids.value.indexOf(id)
    return at < 0 ? undefined : { at: at + 1, of: ids.value.length, before: ids.value[at - 1], after: ids.value[at + 1] }
  }

  return { ids, query, remember, placeOf }
})
