import type { Problem } from '@unionhall/shared/api/client'
import { ref } from 'vue'
import { stationsApi, type Patch, type Station, type StationsApi } from './api'

/** Writes over what was shown, and nothing newer. */
export function useChange(station: () => Station, changed: (after: Station) => void, api: Pick<StationsApi, 'change'> = stationsApi) {
  const saving = ref(false)
  const problem = ref<Problem>()

  async function save(patch: Patch): Promise<boolean> {
    if (saving.value) return false
    saving.value = true
    const { id, etag } = station()
    const result = await api.change(id, etag, patch)
    saving.value = false
    problem.value = result.ok ? undefined : result.problem
    if (result.ok) changed(result.value)
    return result.ok
  }

  return { saving, problem, save }
}
