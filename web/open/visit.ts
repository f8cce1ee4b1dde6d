// Whoever taps on the link in a text message.
import { takeCode } from './code'
import { el } from './dom'
import { drawWith, focusTitle, show, spoken } from './frame'
import { openLink, type Step } from './link'
import { pageOf, type Page } from './pages'

export function visit() {
  let link = openLink(takeCode(), follow)
  let shown: { step: Step; page: Page } | undefined

  /** A step that has just begun gets its page; within one, the page follows. */
  function follow() {
    if (shown?.step === link.step) return shown.page.update()
    const moved = shown !== undefined
    draw()
    if (moved) focusTitle()
  }

  /** What was typed stands in `link`. */
  function draw() {
    const page = pageOf(link, spoken())
    shown = { step: link.step, page }
    const main = el('main', {}, el('h1', { tabindex: '-1', class: 'figure' }, page.title), ...page.content)
    show(page.title, main, ...(page.actions.length > 0 ? [el('footer', { class: 'actions' }, el('div', {}, ...page.actions))] : []))
    page.update()
  }

  // A second message opened over the first is another visit.
  addEventListener('hashchange', () => {
    if (location.hash.length < 2) return
    link = openLink(takeCode(), follow)
    follow()
  })
  drawWith(draw)
}
