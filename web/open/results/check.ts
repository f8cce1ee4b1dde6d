import type { Language } from '@unionhall/shared/text/times'
import { el } from '../dom'
import { fill } from '../texts'
import { link, resultsPath, section } from './page'
import { texts } from './texts'

/** Solved after so many days; the words beside it say what follows. */
const example = [[0, 3], [1, 4], [2, 1], [5, 2]] as const

export function checkPage(language: Language, csv: string | undefined, go: (path: string) => void): HTMLElement {
  const { checking: words, csv: csvName, back } = texts[language]
  return el(
    'main',
    { class: 'results' },
    el('p', {}, link(back, resultsPath, go)),
    el('h1', { tabindex: '-1', class: 'figure' }, words.title),
    el('p', {}, words.lead),
    section(words.get, points(words.getPoints.map(point => fill(point, { csv: csvName }))), ...(csv ? [el('p', {}, el('a', { href: csv, download: true }, csvName))] : [])),
    section(words.columns, columns(words)),
    section(words.small, points(words.smallPoints)),
    section(words.formulas, points(words.formulaPoints)),
    section(words.example, el('p', {}, words.exampleText), workedExample(words), points(words.examplePoints)),
    section(words.script, points(words.scriptPoints)),
  )
}

type Words = (typeof texts)['en']['checking']

function points(all: string[]) {
  return el('ul', { class: 'points card body' }, ...all.map(point => el('li', {}, point)))
}

function columns(words: Words) {
  const rows = words.columnRows.map(([name, means]) => el('tr', {}, el('th', { scope: 'row' }, el('code', {}, name)), el('td', {}, means)))
  return el('div', { class: 'card' }, el('table', { class: 'table columns-table' }, el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, words.column), el('th', { scope: 'col' }, words.means))), el('tbody', {}, ...rows)))
}

function workedExample(words: Words) {
  let through = 0
  const rows = example.map(([day, many]) => el('tr', {}, ...[day, many, (through += many)].map(value => el('td', { class: 'number' }, String(value)))))
  const heads = [words.exampleDay, words.exampleCount, words.exampleSum].map(name => el('th', { scope: 'col', class: 'number' }, name))
  return el('div', { class: 'card' }, el('table', { class: 'table' }, el('thead', {}, el('tr', {}, ...heads)), el('tbody', {}, ...rows)))
}
