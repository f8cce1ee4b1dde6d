import '@unionhall/shared/tokens.css'
import '@unionhall/shared/base.css'
import '@unionhall/shared/controls.css'
import '@unionhall/shared/phone.css'
import './open.css'
import { speak } from '@unionhall/shared/api/client'
import type { Language } from '@unionhall/shared/text/times'
import { remember, remembered } from '@unionhall/shared/use/remembered'
import { openAppeal } from './appeal'
import { appealPage } from './appealPages'
import { takeCode } from './code'
import { el, set } from './dom'
import { openErrand } from './errand'
import { errandPage } from './errandPages'
import { openLink } from './link'
import { pageOf, type Page } from './pages'
import { texts } from './texts'
import type { Visit } from './visit'

const app = document.getElementById('app')!
const root = document.documentElement

// The same choices as in the member app, which lives at the same address.
let language: Language = remembered('language', ['zh-CN', 'en'], navigator.language.startsWith('zh') ? 'zh-CN' : 'en')
let size = remembered('size', ['usual', 'large'], 'usual')
let visit = begin()
let shown: { step: object; page: Page } | undefined

speak(() => language)

/** Links of different kinds lead to different places: /open/v/ to a record, /open/e/ to an errand, /open/a/ to an appeal. */
function begin(): Visit {
  const [, kind] = /\/open\/(\w)\//.exec(location.pathname) ?? []
  if (kind === 'e') {
    const errand = openErrand(takeCode(), follow)
    // Reading it uses nothing up, so whoever came with a code is not asked for anything first.
    return visitOf(errand, errandPage, () => errand.cameWithCode && void errand.look())
  }
  if (kind === 'a') return visitOf(openAppeal(takeCode(), follow), appealPage)
  return visitOf(openLink(takeCode(), follow), pageOf)
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

/** A step that has just begun gets its page; within one, the page follows. */
function follow() {
  if (shown?.step === visit.step) return shown.page.update()
  const moved = shown !== undefined
  show()
  if (moved) app.querySelector('h1')?.focus()
}

function show() {
  const words = texts[language]
  const page = visit.page(language)
  shown = { step: visit.step, page }
  root.lang = language
  document.title = `${page.title} · ${words.ui.product}`
  set(root, 'data-size', size === 'large' ? size : undefined)
  app.replaceChildren(
    top(),
    el('main', {}, el('p', { class: 'offline', role: 'status' }), el('h1', { tabindex: '-1', class: 'figure' }, page.title), ...page.content),
    ...(page.actions.length > 0 ? [el('footer', { class: 'actions' }, el('div', {}, ...page.actions))] : []),
  )
  page.update()
  tellNetwork()
}

function top() {
  const other: Language = language === 'en' ? 'zh-CN' : 'en'
  return el(
    'header',
    { class: 'top' },
    el(
      'div',
      {},
      el('p', { class: 'product' }, texts[language].ui.product),
      el('button', { type: 'button', class: 'link', 'aria-pressed': String(size === 'large'), click: resize }, texts[language].large),
      el('button', { type: 'button', class: 'link', lang: other, click: () => say(other) }, other === 'en' ? 'English' : '中文'),
    ),
  )
}

function resize() {
  size = size === 'large' ? 'usual' : 'large'
  remember('size', size)
  showAgain(0)
}

function say(chosen: Language) {
  language = chosen
  remember('language', language)
  showAgain(1)
}

/** What was typed stands in `link`; the keyboard stays on the button that it pressed. */
function showAgain(pressed: number) {
  show()
  app.querySelectorAll<HTMLElement>('.top .link')[pressed]?.focus()
}

function tellNetwork() {
  const line = app.querySelector('.offline')
  if (line) line.textContent = navigator.onLine ? '' : texts[language].offline
}

addEventListener('online', tellNetwork)
addEventListener('offline', tellNetwork)
// A second message opened over the first is another visit.
addEventListener('hashchange', () => {
  if (location.hash.length < 2) return
  visit = begin()
  follow()
  visit.start()
})

show()
visit.start()
