import type { Result } from '@unionhall/shared/api/client'
import type { Point } from '@unionhall/shared/geo/datum'
import { metres } from '@unionhall/shared/geo/metres'
import { daysInLists, intervalsOf, minuteOf, openingAt, type Opening } from '@unionhall/shared/stations/opening'
import { useLoad } from '@unionhall/shared/use/useLoad'
import { computed, type Ref } from 'vue'
import { shownFrom } from '../../seen/seen'
import { stationsApi, type Facility, type StationsApi } from './api'
import { keepArea, recallArea, type Kept } from './lastArea'

export interface Filters {
  open: boolean
  facilities: Facility[]
}

/** A station in the list: how far it is as the crow flies, and whether it is open by the clock of this phone. */
export interface Hit extends Kept {
  metres: number
  opening: Opening
}

const shown = 20

export function openingOf(station: Kept, now: Date): Opening {
  return station.state === 'open' ? openingAt(intervalsOf(station.intervals, station.as_of, daysInLists), minuteOf(now)) : { is: 'closed', from: undefined }
}

/** The nearest stations; without a network, those that were seen last, from where she is now. */
export function useStations(place: Ref<Point | undefined>, filters: Ref<Filters>, now: Ref<Date>, api: StationsApi = stationsApi) {
  const read = useLoad<readonly [Point | undefined, Filters], Kept[]>(
    () => [place.value, filters.value] as const,
    async ([here, { open, facilities }]) => {
      if (!here) return { ok: true, value: [] }
      const answer = await api.nearest({ lng: here.lng, lat: here.lat, open, facility: facilities, limit: shown })
      if (!answer.ok) return seenLast(answer, here, { open, facilities })
      const stations = answer.value.items.map(({ distance_m: _, ...one }) => ({ ...one, as_of: answer.value.as_of }))
      keepArea(here, stations)
      return { ok: true, value: stations }
    },
  )

  const hits = computed<Hit[]>(() => {
    const here = place.value
    return here ? (read.value.value ?? []).map(one => ({ ...one, metres: metres(here, one), opening: openingOf(one, now.value) })) : []
  })

  return { state: read.state, problem: read.problem, hits, reload: read.reload }
}

/** What the phone has kept, filtered and ordered as the hall would. */
function seenLast(failed: Result<never> & { ok: false }, here: Point, { open, facilities }: Filters): Result<Kept[]> {
  const kept = recallArea()
  if (failed.problem.status !== 0 || !kept) return failed
  const now = new Date()
  const stations = kept.stations
    .filter(one => facilities.every(wanted => one.facilities.includes(wanted)))
    .filter(one => !open || ['open', 'always'].includes(openingOf(one, now).is))
    .sort((a, b) => Number(!!a.doubt) - Number(!!b.doubt) || metres(here, a) - metres(here, b))
    .slice(0, shown)
  const oldest = kept.stations.map(one => one.as_of).sort()[0]
  if (oldest) shownFrom.value = oldest
  return { ok: true, value: stations }
}
