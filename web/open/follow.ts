// Whoever came by a link with a code behind #: her visit, step by step.
import { el } from './dom'
import { drawWith, focusTitle, show, spoken } from './frame'
import type { Page } from './pages'
import type { Visit } from './visit'

/** `begin` is handed what tells the page that something has moved. */
export function follow(begin: (move: () => void) => Visit) {
  let visit = begin(move)
  let shown: { step: object; page: Page } | undefined

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
    visit = begin(move)
    move()
    visit.start()
  })
  drawWith(draw)
  visit.start()
}
