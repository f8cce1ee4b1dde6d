import { unreachable, type Problem } from '@unionhall/shared/api/client'
import { timeWords, type Language } from '@unionhall/shared/text/times'
import { el } from './dom'
import { fill, texts } from './texts'

/** What the hall refused, and how to go on. Whatever does not fit is said in the same words: they tell a stranger nothing. */
export function problemBox(problem: Problem, language: Language): HTMLElement {
  const words = texts[language]
  if (problem.status === 422) return doesNotFit(language)
  if (problem.status === 429) return box(words.often.title, fill(words.often.when, { when: until(problem.retryAfterS ?? 60, language) }))
  if (problem.type === unreachable) return box(problem.status === 0 ? words.ui.unreachableSend : words.ui.failedSend)
  return box(problem.title, problem.detail, problem.instance && fill(words.ui.request, { id: problem.instance }))
}

/** What a link of an appeal was refused; whatever does not fit is said in the words of its page. */
export function plainProblem(problem: Problem, language: Language, doesNotFit: { title: string; about: string }): HTMLElement {
  if (problem.status === 422 || problem.status === 415) return box(doesNotFit.title, doesNotFit.about)
  return problemBox(problem, language)
}

function doesNotFit(language: Language) {
  const { no } = texts[language]
  const ways = el(
    'ul',
    { class: 'points' },
    el('li', {}, el('a', { href: 'tel:12351' }, no.call)),
    el('li', {}, no.desk),
    el('li', {}, el('a', { href: '/verification' }, no.signIn)),
  )
  return el('div', { class: 'problem' }, el('p', { class: 'strong' }, no.title), el('p', {}, no.about), el('p', { class: 'strong' }, no.ways), ways)
}

function box(title: string, detail?: string, small?: string) {
  return el('div', { class: 'problem' }, el('p', { class: 'strong' }, title), detail ? el('p', {}, detail) : undefined, small ? el('p', { class: 'caption' }, small) : undefined)
}

function until(seconds: number, language: Language) {
  return timeWords(new Date(Date.now() + seconds * 1000).toISOString(), language)
}
