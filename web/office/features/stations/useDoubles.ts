import type { Problem } from '@unionhall/shared/api/client'
import { useLoad } from '@unionhall/shared/use/useLoad'
import { computed, ref } from 'vue'
import { stationsApi, type Double, type Station, type StationsApi } from './api'

export const nameOf = (pair: Double) => `${pair.first.id} ${pair.second.id}`

/** Pairs that may be one station. A pair leaves once it is told apart, or one of the two is closed. */
export function useDoubles(org: () => string, api: Pick<StationsApi, 'doubles' | 'keepApart' | 'record'> = stationsApi) {
  const { value, state, problem, reload } = useLoad(org, api.doubles)
  const pairs = computed(() => value.value?.items ?? [])
  const more = computed(() => value.value?.more ?? false)
  const acting = ref(false)
  /** What was not done, and with which pair. */
  const refused = ref<{ pair: string; problem: Problem }>()

  async function act<T>(pair: Double, call: () => Promise<{ ok: true; value: T } | { ok: false; problem: Problem }>) {
    if (acting.value) return undefined
    acting.value = true
    const result = await call()
    acting.value = false
    refused.value = result.ok ? undefined : { pair: nameOf(pair), problem: result.problem }
    return result
  }

  async function drop(leaves: (pair: Double) => boolean) {
    if (!value.value) return
    value.value = { ...value.value, items: pairs.value.filter(pair => !leaves(pair)) }
    if (pairs.value.length === 0 && more.value) await reload()
  }

  async function apart(pair: Double): Promise<boolean> {
    const result = await act(pair, () => api.keepApart(pair.first.id, pair.second.id))
    if (result?.ok) await drop(one => one === pair)
    return result?.ok ?? false
  }

  /** One of a pair as it is to be closed, with the version that this is written over. */
  async function recordOf(pair: Double, id: string): Promise<Station | undefined> {
    const result = await act(pair, () => api.record(id))
    return result?.ok ? result.value : undefined
  }

  const closed = (id: string) => drop(pair => pair.first.id === id || pair.second.id === id)

  return { pairs, more, state, problem, reload, acting, refused, apart, recordOf, closed }
}
