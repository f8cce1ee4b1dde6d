import { ref, shallowRef, watch, type Ref } from 'vue'
import { emptyHours, type Hours } from '@unionhall/shared/stations/hours'
import { stationsApi, type HoursRead, type StationsApi } from './api'

/** Hours while they are edited: the hall reads each change, and says what it means or where it cannot be read. Nothing is kept before `draft` is saved. */
export function useHours(saved: Ref<Hours | null | undefined>, api: Pick<StationsApi, 'readOsm' | 'readHours'> = stationsApi) {
  const draft = shallowRef<Hours>(saved.value ?? emptyHours())
  const osm = ref('')
  const read = shallowRef<HoursRead>()
  /** Where a typed text could not be read. */
  const unreadable = shallowRef<HoursRead['unreadable']>()
  let turn = 0

  async function understand() {
    const mine = ++turn
    const answer = await api.readHours(draft.value)
    if (mine !== turn || !answer.ok) return
    read.value = answer.value
    if (!answer.value.unreadable) osm.value = answer.value.osm ?? ''
  }

  watch(draft, () => {
    unreadable.value = undefined
    void understand()
  })
  watch(saved, now => (draft.value = now ?? emptyHours()))
  void understand()

  /** Takes over what OpenStreetMap's text says; what cannot be read changes nothing. */
  async function takeOsm(): Promise<boolean> {
    const answer = await api.readOsm(osm.value)
    if (!answer.ok) return false
    unreadable.value = answer.value.unreadable
    if (answer.value.hours) draft.value = answer.value.hours
    return !answer.value.unreadable
  }

  return { draft, osm, read, unreadable, takeOsm }
}
