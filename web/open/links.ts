// Whoever taps on a link in a text message: /open/v/ leads to a record, /open/e/ to an errand, /open/a/ to an appeal.
import type { Language } from '@unionhall/shared/text/times'
import { openAppeal } from './appeal'
import { appealPage } from './appealPages'
import { takeCode } from './code'
import { el } from './dom'
import { openErrand } from './errand'
import { errandPage } from './errandPages'
import { drawWith, focusTitle, show, spoken } from './frame'
import { openLink } from './link'
import { pageOf, type Page } from './pages'
import type { Visit } from './visit'

export function follow() {
  let visit = begin()
  let shown: { step: object; page: Page } | undefined

  function begin(): Visit {
    const [, kind] = /\/open\/(\w)\//.exec(location.pathname) ?? []
    if (kind === 'e') {
      const errand = openErrand(takeCode(), move)
      // Reading it uses nothing up, so whoever came with a code is not asked for anything first.
      return visitOf(errand, errandPage, () => errand.cameWithCode && void errand.look())
    }
    if (kind === 'a') return visitOf(openAppeal(takeCode(), move), appealPage)
    return visitOf(openLink(takeCode(), move), pageOf)
  }

  /** A step that has just begun gets its page; within one, the page follows. */
  function move() {
    if (shown?.step === visit.step) return shown.page.update()
    const moved = shown !== undefined
    draw()
    if (moved) focusTitle()
  }

  /** What was typed stands in what the visit is about. */
  function draw() {
    const page = visit.page(spoken())
    shown = { step: visit.step, page }
    const main = el('main', {}, el('h1', { tabindex: '-1', class: 'figure' }, page.title), ...page.content)
    show(page.title, main, ...(page.actions.length > 0 ? [el('footer', { class: 'actions' }, el('div', {}, ...page.actions))] : []))
    page.update()
  }

  // A second message opened over the first is another visit.
  addEventListener('hashchange', () => {
    if (location.hash.length < 2) return
    visit = begin()
    move()
    visit.start()
  })
  drawWith(draw)
  visit.start()
}

function visitOf<T extends { step: object }>(it: T, page: (it: T, language: Language) => Page, start: () => unknown = () => undefined): Visit {
  return {
    start,
    get step() {
      return it.step
    },
    page: language => page(it, language),
  }
}
