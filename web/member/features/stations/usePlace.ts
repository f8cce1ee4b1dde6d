import type { Point } from '@unionhall/shared/geo/datum'
import { ref, shallowRef } from 'vue'

/** From where stations are near: where the phone is, or a place chosen on the map. */
export interface Place extends Point {
  from: 'phone' | 'choice'
}

export type Locate = () => Promise<Point | undefined>

/** The browser asks her whether it may; nothing is known where she does not want it, or it cannot tell. */
export function whereThePhoneIs(): Promise<Point | undefined> {
  return new Promise(found => {
    if (!('geolocation' in navigator)) return found(undefined)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => found({ lng: coords.longitude, lat: coords.latitude }),
      () => found(undefined),
      { maximumAge: 60_000, timeout: 8000 },
    )
  })
}

/** Whether the browser would tell without asking her. */
export async function mayLocate() {
  try {
    return (await navigator.permissions.query({ name: 'geolocation' })).state === 'granted'
  } catch {
    return false // an old browser cannot say
  }
}

export function usePlace(locate: Locate = whereThePhoneIs) {
  const place = shallowRef<Place>()
  const state = ref<'asking' | 'known' | 'refused'>('asking')
  let turn = 0

  async function ask() {
    const mine = ++turn
    state.value = 'asking'
    const found = await locate()
    if (mine !== turn) return // she has chosen meanwhile
    if (found) place.value = { ...found, from: 'phone' }
    state.value = found ? 'known' : 'refused'
  }

  function choose(point: Point) {
    ++turn
    place.value = { lng: point.lng, lat: point.lat, from: 'choice' }
    state.value = 'known'
  }

  /** She does not wait for the phone any longer. */
  function giveUp() {
    ++turn
    state.value = 'refused'
  }

  return { place, state, ask, choose, giveUp }
}
