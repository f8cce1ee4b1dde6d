import type { Problem } from '@unionhall/shared/api/client'
import { usePages } from '@unionhall/shared/use/usePages'
import { useSend } from '@unionhall/shared/use/useSend'
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { stationsApi, type Publications, type PublicationsWanted, type Settled, type StationsApi } from './api'
import { waitingOf } from './publication'

type PublicationApi = Pick<StationsApi, 'publications' | 'submit' | 'settlePublications'>

/** How far stations have come on one of the public maps; what waits is submitted, and what was submitted is settled by what the map says. */
export function usePublication(wanted: Ref<PublicationsWanted>, api: PublicationApi = stationsApi) {
  const pages = usePages(wanted, api.publications)
  const submitting = useSend(api.submit)
  const settling = ref(false)
  const refused = ref<Problem>()
  const sending = computed(() => submitting.sending.value || settling.value)
  /** What was last said of this map, while other rows of it are read. */
  const told = shallowRef<Publications>()
  watch(
    () => `${wanted.value.org} ${wanted.value.provider}`,
    () => (told.value = undefined),
    { flush: 'sync' },
  )
  watch(pages.value, now => now && (told.value = now), { flush: 'sync' })
  const counts = computed(() => told.value?.counts)
  const waiting = computed(() => (counts.value ? waitingOf(counts.value) : 0))
  const submissions = computed(() => told.value?.submissions)

  /** These stations, or all that wait, as one file. */
  async function submit(stations?: readonly string[]) {
    const { org, provider } = wanted.value
    const made = await submitting.send({ org, provider, ...(stations ? { stations: [...stations] } : {}) })
    refused.value = submitting.problem.value
    if (!made) return undefined
    await pages.reload()
    return submissions.value?.find(one => one.id === made.id)
  }

  /** These stations, or all that were submitted; how many they were. */
  async function settle(as: Settled['as'], stations?: readonly string[], note?: string) {
    if (sending.value) return undefined
    const { org, provider } = wanted.value
    settling.value = true
    const result = await api.settlePublications({ org, provider, as, ...(stations ? { stations: [...stations] } : {}), ...(note ? { note } : {}) })
    settling.value = false
    refused.value = result.ok ? undefined : result.problem
    if (!result.ok) return undefined
    await pages.reload()
    return result.value.stations
  }

  return { ...pages, counts, waiting, submissions, sending, refused, submit, settle }
}
