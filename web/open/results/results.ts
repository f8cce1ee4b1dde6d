// /open/results and /open/results/check.
import '@unionhall/shared/table.css'
import './results.css'
import { drawWith, focusTitle, show, spoken } from '../frame'
import { checkPage } from './check'
import { loadResults, loadRows, type Results } from './load'
import { failedPage, loadingPage, nonePage, resultsPage } from './page'
import type { Row } from './sheet'
import { texts } from './texts'

let results: Results | undefined
let rows: Row[] = []
let month = ''
let state: 'loading' | 'failed' | 'none' | 'full' = 'loading'

const checking = () => location.pathname.replace(/\/$/, '').endsWith('/check')
const asked = () => new URLSearchParams(location.search).get('month')

export function open() {
  document.querySelector('meta[name=robots]')?.remove()
  addEventListener('popstate', () => void load())
  drawWith(draw)
  void load()
}

function draw() {
  const words = texts[spoken()]
  if (checking()) return show(words.checking.title, checkPage(spoken(), results?.months[0]?.csv, go))
  if (state === 'full') return show(words.title, resultsPage({ results: results!, month, rows, language: spoken(), go }))
  const page = { loading: loadingPage, failed: failedPage, none: nonePage }[state]
  show(words.title, page(spoken(), () => void load()))
}

/** To another of these pages, without leaving them. */
function go(path: string) {
  history.pushState(undefined, '', path)
  void load().then(() => {
    scrollTo(0, 0)
    focusTitle()
  })
}

async function load() {
  if (state === 'failed') state = 'loading'
  draw()
  results = results ?? (await loadResults())
  const chosen = results?.months.find(one => one.month === asked()) ?? results?.months.find(one => one.rows > 0) ?? results?.months[0]
  if (!results) state = 'failed'
  else if (!chosen) state = 'none'
  else if (!checking() && chosen.month !== month) {
    const found = await loadRows(chosen.csv)
    state = found ? 'full' : 'failed'
    if (found) [rows, month] = [found, chosen.month]
  }
  draw()
}
