// What stands around every open page: the language, the size of its letters, and whether there is a network.
import { speak } from '@unionhall/shared/api/client'
import type { Language } from '@unionhall/shared/text/times'
import { remember, remembered } from '@unionhall/shared/use/remembered'
import { el, set } from './dom'
import { texts } from './texts'

const app = document.getElementById('app')!
const root = document.documentElement

// The same choices as in the member app, which lives at the same address.
let language: Language = remembered('language', ['zh-CN', 'en'], navigator.language.startsWith('zh') ? 'zh-CN' : 'en')
let size = remembered('size', ['usual', 'large'], 'usual')
let draw: () => void = () => undefined

speak(() => language)

export const spoken = () => language

/** What draws the page, now and whenever the reader chooses another language or size. */
export function drawWith(drawn: () => void) {
  draw = drawn
  draw()
}

/** A page in its frame. */
export function show(title: string, main: HTMLElement, ...below: HTMLElement[]) {
  root.lang = language
  document.title = `${title} · ${texts[language].ui.product}`
  set(root, 'data-size', size === 'large' ? size : undefined)
  main.prepend(el('p', { class: 'offline', role: 'status' }))
  app.replaceChildren(top(), main, ...below)
  tellNetwork()
}

export function focusTitle() {
  app.querySelector('h1')?.focus()
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
  drawAgain(0)
}

function say(chosen: Language) {
  language = chosen
  remember('language', language)
  drawAgain(1)
}

/** The keyboard stays on the button that it pressed. */
function drawAgain(pressed: number) {
  draw()
  app.querySelectorAll<HTMLElement>('.top .link')[pressed]?.focus()
}

function tellNetwork() {
  const line = app.querySelector('.offline')
  if (line) line.textContent = navigator.onLine ? '' : texts[language].offline
}

addEventListener('online', tellNetwork)
addEventListener('offline', tellNetwork)
