import { count } from '@unionhall/shared/text/numbers'
import { beijingDay, dateWords, monthWords, type Language } from '@unionhall/shared/text/times'
import { el } from '../dom'
import { fill, texts as around } from '../texts'
import { bar } from './charts'
import type { Results } from './load'
import { dayBy, grouped, percent, sum, total, type Totals } from './recount'
import { daysCounted, type Days, type Row } from './sheet'
import { texts } from './texts'

export interface Shown {
  results: Results
  month: string
  rows: Row[]
  language: Language
  go: (path: string) => void
}

/** In the table of months; all of them can be chosen above. */
const monthsShown = 12

export const resultsPath = '/open/results'
export const checkPath = '/open/results/check'

export function loadingPage(language: Language) {
  return page(texts[language].title, el('p', { class: 'second', role: 'status' }, around[language].ui.loading))
}

export function failedPage(language: Language, again: () => void) {
  const words = texts[language]
  return page(
    words.title,
    el('div', { class: 'problem', role: 'alert' }, el('p', { class: 'strong' }, words.failed), el('p', {}, words.failedAbout)),
    el('button', { type: 'button', class: 'button', click: again }, around[language].ui.retry),
  )
}

export function nonePage(language: Language) {
  const words = texts[language]
  const [year, month] = beijingDay(new Date()).split('-').map(Number) as [number, number]
  const next = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`
  const said = { month: monthWords(`${year}-${String(month).padStart(2, '0')}`, language), day: dateWords(`${next}-10`, language) }
  return page(words.title, el('div', { class: 'card body' }, el('p', { class: 'strong' }, words.none), el('p', { class: 'second' }, fill(words.noneAbout, said))))
}

export function resultsPage(shown: Shown): HTMLElement {
  const { results, rows, language } = shown
  const words = texts[language]
  const all = total(rows)
  const one = results.months.find(it => it.month === shown.month)!
  const said = { month: monthWords(one.month, language), filed: count(all.filed), percent: percent(all.solved, all.filed), day: dateWords(one.frozen_at, language) }
  const empty = rows.length === 0
  return page(
    fill(empty ? words.leadEmpty : words.lead, said),
    el('p', { class: 'second' }, fill(empty ? words.aboutEmpty : words.about, said)),
    tools(shown),
    ...(empty ? [] : [figures(all, language), charts(all, language), byCounty(rows, language), byCategory(rows, language)]),
    ...trend(results, language),
    ...stories(results, language),
    ...corrections(results, rows, language),
  )
}

function page(title: string, ...content: (HTMLElement | undefined)[]) {
  return el('main', { class: 'results' }, el('h1', { tabindex: '-1', class: 'figure' }, title), ...content)
}

function tools({ results, month, language, go }: Shown) {
  const words = texts[language]
  const choice = el('select', { id: 'month', class: 'input', change: event => go(`${resultsPath}?month=${(event.target as HTMLSelectElement).value}`) })
  for (const one of results.months) choice.append(el('option', { value: one.month, selected: one.month === month }, monthWords(one.month, language)))
  return el(
    'div',
    { class: 'tools' },
    el('label', { for: 'month', class: 'second' }, words.month),
    choice,
    el('a', { href: results.months.find(one => one.month === month)!.csv, download: `${month}.csv` }, words.csv),
    link(words.check, checkPath, go),
  )
}

/** A link to another of these pages; a new tab remains a new tab. */
export function link(text: string, path: string, go: (path: string) => void) {
  function follow(event: Event) {
    if (event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey)) return
    event.preventDefault()
    go(path)
  }
  return el('a', { href: path, click: follow }, text)
}

// ── The whole city ─────────────────────────────────────────────────────────────────────────────────────────────

function figures(all: Totals, language: Language) {
  const words = texts[language]
  const box = (name: string, value: string, small: string, about: string) =>
    el('div', { class: 'body' }, el('dt', { class: 'second' }, name), el('dd', {}, el('span', { class: 'figure' }, value), el('span', { class: 'caption' }, small), el('span', { class: 'caption' }, about)))
  return section(
    words.figures,
    el(
      'dl',
      { class: 'card figures' },
      box(words.filed.name, fill(words.filed.unit, { n: count(all.filed) }), '', words.filed.about),
      box(words.contact.name, middle(all.contacted, language), median(all.contacted, language), words.contact.about),
      box(words.solving.name, middle(all.solving, language), median(all.solving, language), words.solving.about),
      box(words.solved.name, rate(all.solved, all.filed, language), ratio(all.solved, all.filed), words.solved.about),
      box(words.onTime.name, rate(all.onTime, all.answered, language), ratio(all.onTime, all.answered), words.onTime.about),
      box(words.satisfied.name, rate(all.satisfied, all.rated, language), ratio(all.satisfied, all.rated), words.satisfied.about),
    ),
  )
}

/** A day on its own, a week, and what is longer. */
const spans = [[0, 0], [1, 1], [2, 2], [3, 3], [4, 7], [8, 14], [15, 30], [daysCounted, daysCounted]] as const

function charts(all: Totals, language: Language) {
  const words = texts[language]
  return section(words.charts, el('div', { class: 'two-charts' }, chart(words.contact.name, all.contacted, language), chart(words.solving.name, all.solving, language)))
}

function chart(name: string, days: Days, language: Language) {
  const words = texts[language]
  const inSpan = (from: number, to: number) => sum(days.slice(from, to + 1))
  const most = Math.max(...spans.map(([from, to]) => inSpan(from, to)))
  const rows = spans.map(([from, to]) => {
    const label = from === to ? dayWords(from, language) : fill(words.span, { from, to })
    const many = inSpan(from, to)
    return el('tr', {}, el('th', { scope: 'row' }, label), el('td', { class: 'bar-cell' }, bar(many, most) as unknown as HTMLElement), el('td', { class: 'number' }, fill(words.people, { n: count(many) })))
  })
  return el('table', { class: 'card chart' }, el('caption', {}, name), el('tbody', {}, ...rows))
}

// ── Side by side ───────────────────────────────────────────────────────────────────────────────────────────────

interface Line {
  name: string
  totals: Totals
}

function byCounty(rows: Row[], language: Language) {
  const words = texts[language]
  const name = (row: Row | undefined) => (row?.county === 'city' ? words.cityOwn : (row?.countyName ?? ''))
  return comparison(words.counties, words.county, grouped(rows, row => row.county).map(({ rows: its, totals }) => ({ name: name(its[0]), totals })), language)
}

function byCategory(rows: Row[], language: Language) {
  const words = texts[language]
  return comparison(words.categories, words.category, grouped(rows, row => row.category).map(({ key, totals }) => ({ name: words.group[key] ?? key, totals })), language)
}

function comparison(title: string, first: string, lines: Line[], language: Language) {
  const words = texts[language]
  const heads = [first, words.cases, words.contact.name, words.solving.name, words.solved.name, words.onTime.name, words.satisfied.name]
  const row = ({ name, totals }: Line) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row', class: 'whole strong' }, name),
      cell(words.cases, el('span', {}, count(totals.filed)), 'wide'),
      cell(words.contact.name, two(middle(totals.contacted, language), nine(totals.contacted, language)), 'wide'),
      cell(words.solving.name, two(middle(totals.solving, language), nine(totals.solving, language)), 'wide'),
      cell(words.solved.name, two(rate(totals.solved, totals.filed, language), ratio(totals.solved, totals.filed))),
      cell(words.onTime.name, two(rate(totals.onTime, totals.answered, language), ratio(totals.onTime, totals.answered))),
      cell(words.satisfied.name, two(rate(totals.satisfied, totals.rated, language), ratio(totals.satisfied, totals.rated))),
    )
  return section(title, table(heads, lines.map(row)))
}

function trend(results: Results, language: Language) {
  const words = texts[language]
  const heads = [words.month, words.cases, words.solved.name, words.onTime.name, words.satisfied.name]
  const rows = results.months.filter(one => one.rows > 0).slice(0, monthsShown).map(({ month, totals }) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row', class: 'whole strong' }, monthWords(month, language)),
      cell(words.cases, el('span', {}, count(totals.filed))),
      ...([['solved', words.solved], ['on_time', words.onTime], ['satisfied', words.satisfied]] as const).map(([key, { name }]) =>
        cell(name, two(totals[key].percent === '' ? words.few : `${totals[key].percent}%`, ratio(totals[key].numerator, totals[key].denominator))),
      ),
    ),
  )
  return rows.length > 0 ? [section(words.trend, table(heads, rows))] : []
}

// ── What was told, and what was corrected ──────────────────────────────────────────────────────────────────────

function stories(results: Results, language: Language) {
  const words = texts[language]
  if (results.stories.length === 0) return []
  const told = results.stories.map(one =>
    el('li', { class: 'card body' }, el('p', { lang: 'zh-CN' }, one.words), el('p', { class: 'caption' }, fill(words.storyOf, { month: monthWords(one.month, language), category: words.group[one.category] ?? one.category }))),
  )
  return [section(words.stories, el('ul', { class: 'stack' }, ...told))]
}

function corrections(results: Results, rows: Row[], language: Language) {
  const words = texts[language]
  if (results.corrections.length === 0) return []
  const nameOf = (county: string) => (county === 'city' ? words.cityOwn : (rows.find(row => row.county === county)?.countyName ?? county))
  const lines = results.corrections.map(one =>
    el(
      'tr',
      {},
      el('th', { scope: 'row', class: 'whole' }, [monthWords(one.month, language), nameOf(one.county), words.group[one.category] ?? one.category, words.figure[one.figure]].join(' · ')),
      cell(words.correction.printed, el('span', {}, count(one.printed))),
      cell(words.correction.now, el('span', {}, count(one.now))),
      cell(words.correction.since, el('span', {}, dateWords(one.since, language))),
    ),
  )
  return [section(words.corrections, el('p', { class: 'second' }, words.correctionsAbout), table([words.correction.what, words.correction.printed, words.correction.now, words.correction.since], lines))]
}

// ── Parts ──────────────────────────────────────────────────────────────────────────────────────────────────────

export function section(title: string, ...content: HTMLElement[]) {
  return el('section', { class: 'group' }, el('h2', {}, title), ...content)
}

/** On a phone each row is a small card; the first cell is its heading. */
function table(heads: string[], rows: HTMLElement[]) {
  const head = heads.map((name, i) => el('th', { scope: 'col', class: i > 0 && 'number' }, name))
  return el('div', { class: 'card' }, el('table', { class: 'table folds abreast results-table' }, el('thead', {}, el('tr', {}, ...head)), el('tbody', {}, ...rows)))
}

function cell(label: string, content: HTMLElement, kind = '') {
  return el('td', { class: `number ${kind}`, 'data-label': label }, content)
}

function two(value: string, small: string) {
  return el('span', { class: 'two-lines' }, el('span', {}, value), el('span', { class: 'caption' }, small))
}

function rate(part: number, whole: number, language: Language) {
  return whole === 0 ? texts[language].few : `${percent(part, whole)}%`
}

function ratio(part: number, whole: number) {
  return whole === 0 ? '' : `${count(part)} / ${count(whole)}`
}

export function dayWords(day: number, language: Language) {
  const words = texts[language]
  if (day >= daysCounted) return words.beyond
  return day === 0 ? words.sameDay : fill(words.days, { n: day })
}

function median(days: Days, language: Language) {
  const words = texts[language]
  const rest = nine(days, language)
  return rest === '' ? '' : fill(words.median, { rest })
}

function nine(days: Days, language: Language) {
  const words = texts[language]
  const day = dayBy(days, 9)
  if (day === undefined) return ''
  if (day >= daysCounted) return words.nineBeyond
  return day === 0 ? words.nineSame : fill(words.nine, { day: dayWords(day, language) })
}

function middle(days: Days, language: Language) {
  const day = dayBy(days, 5)
  return day === undefined ? texts[language].few : dayWords(day, language)
}

