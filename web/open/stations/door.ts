import type { Problem } from '@unionhall/shared/api/client'
import type { Point } from '@unionhall/shared/geo/datum'
import { metres } from '@unionhall/shared/geo/metres'
import { plain } from '../code'
import { oneAtATime } from '../visit'
import { device, stationApi, type Card, type Report, type Said, type StationApi } from './load'

/**
 * Somebody says what she finds at a station, by the code of the sign at its door or, without one, by where her phone is.
 *
 *   code ──► reading ──► door ◄──► fault ──► sent
 *              └────► none, failed
 */
export type DoorStep = { at: 'code' | 'reading' | 'none' | 'failed' } | { at: 'door' | 'fault'; station: Card } | { at: 'sent'; station: Card; said: Said }

export const faults = ['locked', 'gone', 'facility_missing', 'turned_away'] as const satisfies readonly Said[]
export const doorSigns = 8
const nearM = 200

export type Locate = () => Promise<Point | undefined>

export function openDoor(came: { code: string } | { station: string }, changed: () => void, locate: Locate, api: StationApi = stationApi) {
  const asked = oneAtATime(changed)
  const door = {
    asked,
    step: { at: 'code' } as DoorStep,
    code: 'code' in came ? came.code : '',
    byCode: 'code' in came,
    fault: undefined as (typeof faults)[number] | undefined,
    facility: '' as Report['facility'] | '',
    note: '',
    missing: undefined as 'code' | 'fault' | 'facility' | undefined,
    read,
    choose,
    confirm: () => say('as_it_says'),
    tell,
  }

  function go(step: DoorStep) {
    door.step = step
    door.missing = undefined
    asked.problem = undefined
    changed()
  }

  /** What stands at this door, by its sign or by the link. */
  async function read() {
    if (door.byCode && plain(door.code).length !== doorSigns) {
      door.missing = door.code === '' ? undefined : 'code'
      return changed()
    }
    go({ at: 'reading' })
    let id = 'station' in came ? came.station : ''
    if (door.byCode) {
      const found = await api.door(plain(door.code))
      if (!found.ok) return refused(found.problem)
      id = found.value.id
    }
    const card = await api.card(id)
    if (!card.ok) return refused(card.problem)
    go({ at: 'door', station: card.value })
  }

  function refused(problem: Problem) {
    const unknown = problem.status === 404 || problem.status === 422
    go({ at: unknown ? (door.byCode ? 'code' : 'none') : 'failed' })
    if (unknown && door.byCode) door.missing = 'code'
    changed()
  }

  function choose(step: 'door' | 'fault') {
    if (door.step.at === 'door' || door.step.at === 'fault') go({ at: step, station: door.step.station })
  }

  function tell() {
    door.missing = !door.fault ? 'fault' : door.fault === 'facility_missing' && !door.facility ? 'facility' : undefined
    return door.missing ? changed() : say(door.fault!)
  }

  /** With the sign's code she is at the door; otherwise her phone says whether it is near, and nothing else. */
  async function say(said: Said) {
    const { step } = door
    if (step.at !== 'door' && step.at !== 'fault') return
    const { station } = step
    const words = door.note.trim()
    const answer = await asked.ask(async () => {
      const at = door.byCode ? undefined : await locate()
      return api.report(station.id, {
        said,
        here: at !== undefined && metres(at, station) <= nearM,
        device: device(),
        ...(door.byCode ? { door: plain(door.code) } : {}),
        ...(said === 'facility_missing' && door.facility ? { facility: door.facility } : {}),
        ...(said !== 'as_it_says' && words ? { note: words } : {}),
      })
    })
    if (answer) return go({ at: 'sent', station, said })
    changed()
  }

  return door
}

export type Door = ReturnType<typeof openDoor>
