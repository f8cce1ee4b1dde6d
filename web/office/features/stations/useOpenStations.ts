import { shallowRef, watch, type WatchSource } from 'vue'
import { stationsApi, type Line, type StationsApi } from './api'

const pagesMost = 10 // a thousand dots are as many as a map can show

/** The open stations of a union and those below it, for the dots of a map; what could not be read is not there. */
export function useOpenStations(org: WatchSource<string>, api: Pick<StationsApi, 'open'> = stationsApi) {
  const stations = shallowRef<readonly Line[]>([])
  let turn = 0

  async function load(of: string) {
    const mine = ++turn
    stations.value = []
    let cursor: string | undefined
    for (let page = 0; page < pagesMost; ++page) {
      const result = await api.open(of, cursor)
      if (!result.ok || mine !== turn) return
      stations.value = [...stations.value, ...result.value.items]
      cursor = result.value.next
      if (cursor === undefined) return
    }
  }

  watch(org, load, { immediate: true })
  return stations
}
