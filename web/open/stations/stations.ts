// /open/stations/{id}, /open/stations/{id}/report, and /open/d/ with the code of the sign at a door behind #.
import './stations.css'
import type { Point } from '@unionhall/shared/geo/datum'
import { takeCode } from '../code'
import { button, el } from '../dom'
import { drawWith, focusTitle, show, spoken } from '../frame'
import type { Page } from '../pages'
import { texts as around } from '../texts'
import { openDoor } from './door'
import { doorPage } from './doorPage'
import { stationApi, type Card } from './load'
import { stationPage } from './stationPage'
import { texts } from './texts'

export function open() {
  const [, id, rest] = /^\/open\/stations\/(\d+)(\/report)?\/?$/.exec(location.pathname) ?? []
  if (id && !rest) showStation(id)
  else if (id) atDoor({ station: id })
  else atDoor({ code: takeCode() })
}

function showStation(id: string) {
  let station: Card | 'loading' | 'none' | 'failed' = 'loading'

  async function load() {
    const answer = await stationApi.card(id)
    station = answer.ok ? answer.value : answer.problem.status === 404 ? 'none' : 'failed'
    draw()
  }

  function draw() {
    drawPage(typeof station === 'object' ? stationPage(station, spoken()) : without(station))
  }

  function without(state: 'loading' | 'none' | 'failed'): Page {
    const words = texts[spoken()]
    if (state === 'loading') return { title: words.loading, content: [], actions: [], update: () => undefined }
    const again = button(around[spoken()].ui.retry, 'main', load)
    return {
      title: words[state],
      content: [el('p', {}, state === 'none' ? words.noneAbout : words.failedAbout), el('a', { class: 'button wide', href: '/stations' }, words.nearby)],
      actions: state === 'failed' ? [again.root] : [],
      update: () => undefined,
    }
  }

  drawWith(draw)
  void load()
}

function atDoor(came: { code: string } | { station: string }) {
  const door = openDoor(came, move, whereThePhoneIs)
  let shown: { step: object; page: Page } | undefined

  function move() {
    if (shown?.step === door.step) return shown.page.update()
    const moved = shown !== undefined
    draw()
    if (moved) focusTitle()
  }

  function draw() {
    const page = doorPage(door, spoken())
    shown = { step: door.step, page }
    drawPage(page)
    page.update()
  }

  drawWith(draw)
  void door.read()
}

function drawPage({ title, content, actions }: Page) {
  const main = el('main', {}, el('h1', { tabindex: '-1', class: 'figure' }, title), ...content)
  show(title, main, ...(actions.length > 0 ? [el('footer', { class: 'actions' }, el('div', {}, ...actions))] : []))
}

function whereThePhoneIs(): Promise<Point | undefined> {
  return new Promise(found => {
    if (!('geolocation' in navigator)) return found(undefined)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => found({ lng: coords.longitude, lat: coords.latitude }),
      () => found(undefined),
      { enableHighAccuracy: true, maximumAge: 60_000, timeout: 8000 },
    )
  })
}
