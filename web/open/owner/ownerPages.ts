import { doubtWords, sayIn, suspendedWords } from '@unionhall/shared/stations/words'
import { dateWords, type Language } from '@unionhall/shared/text/times'
import { grouped } from '../code'
import { button, el, facts, field } from '../dom'
import type { Page } from '../pages'
import { plainProblem } from '../problem'
import { fill } from '../texts'
import { hoursFields } from './hoursFields'
import { hoursInWords, type HoursGroup } from './hoursWords'
import type { OwnerAsked } from './load'
import type { Owner, OwnerStep } from './owner'
import { texts } from './texts'

const nothing = () => undefined

export function ownerPage(owner: Owner, language: Language): Page {
  const { step } = owner
  if (step.at === 'door') return door(owner, language)
  if (step.at === 'asked') return ask(owner, step.asked, language)
  if (step.at === 'hours') return change(owner, step.asked, language)
  if (step.at === 'leaving') return leave(owner, language)
  if (step.at === 'sent') return sent(step, language)
  const { title, about } = texts[language][step.at]
  return { title, content: [el('p', {}, about)], actions: [], update: nothing }
}

function problemLine(owner: Owner, language: Language) {
  const root = el('div', { role: 'alert' })
  return { root, show: () => root.replaceChildren(...(owner.asked.problem ? [plainProblem(owner.asked.problem, language, texts[language].no)] : [])) }
}

function door(owner: Owner, language: Language): Page {
  const words = texts[language]
  const problem = problemLine(owner, language)
  const see = button(words.see, 'main', owner.look, words.seeing)
  const input = el('input', { id: 'code', class: 'input', value: grouped(owner.code), maxlength: '40', autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false', input: event => (owner.code = (event.target as HTMLInputElement).value) })
  const code = field(input, words.code, words.codeHint)
  const form = el('form', { class: 'card fields', novalidate: true, submit: event => (event.preventDefault(), void owner.look()) }, code.root)

  function update() {
    see.busy(owner.asked.busy)
    code.fault(owner.missing === 'code' ? words.codeMissing : undefined)
    if (owner.missing === 'code') input.focus()
    problem.show()
  }
  return { title: words.door, content: [el('p', {}, words.doorAbout), problem.root, form], actions: [see.root], update }
}

function ask(owner: Owner, asked: OwnerAsked, language: Language): Page {
  const words = texts[language]
  const problem = problemLine(owner, language)
  const known = asked.hours ? hoursInWords(asked.hours, language) : undefined
  const right = button(known ? words.right : words.rightUnknown, known ? 'main' : '', owner.confirm, words.sending)
  const other = button(known ? words.changed : words.fill, known ? '' : 'main', () => owner.choose('hours'))
  const left = button(words.left, '', () => owner.choose('leaving'))
  return {
    title: fill(known ? words.title : words.titleUnknown, { name: asked.name }),
    content: [
      el('p', {}, fill(words.from, { org: asked.keeper, day: dateWords(asked.last_day, language) })),
      ...standing(asked, language),
      el('section', { class: 'group' }, el('h2', {}, words.hours), known ? hoursCard([...known.usual, ...known.others]) : el('p', { class: 'card body' }, words.unknown)),
      facts([[words.address, asked.address]]),
      problem.root,
      left.root,
    ],
    actions: known ? [other.root, right.root] : [right.root, other.root],
    update() {
      right.busy(owner.asked.busy)
      problem.show()
    },
  }
}

/** What keeps people away from it now: her answer may lift it. */
function standing(asked: OwnerAsked, language: Language) {
  const say = sayIn(language)
  const now = new Date()
  if (asked.state === 'suspended') return [el('p', { class: 'doubt' }, suspendedWords(asked, now, language, say))]
  if (!asked.doubt) return []
  const { what, since } = doubtWords(asked.doubt, now, language, say)
  return [el('p', { class: 'doubt' }, el('strong', {}, what), ` ${since}`)]
}

function hoursCard(groups: HoursGroup[]) {
  const lines = groups.flatMap(({ when, lines }) => [
    ...(when ? [el('p', { class: 'second when' }, when)] : []),
    el('dl', { class: 'facts' }, ...lines.flatMap(({ days, says }) => [el('dt', {}, days), el('dd', {}, says)])),
  ])
  return el('div', { class: 'card body stack' }, ...lines)
}

function change(owner: Owner, asked: OwnerAsked, language: Language): Page {
  const { change: words, sending } = texts[language]
  const problem = problemLine(owner, language)
  const known = asked.hours ? hoursInWords(asked.hours, language) : undefined
  const fields = asked.by_week ? hoursFields(owner, language) : undefined
  const others = asked.by_week ? (known?.others ?? []) : [...(known?.usual ?? []), ...(known?.others ?? [])]
  const more = wordsField(owner, asked.by_week ? words.words : words.wordsOnly, words.wordsHint)
  const missing = el('p', { class: 'error', role: 'alert' })
  const send = button(asked.by_week ? words.send : words.sendWords, 'main', owner.change, sending)
  const back = button(words.back, '', () => owner.choose('asked'))

  function update() {
    send.busy(owner.asked.busy)
    fields?.update()
    more.fault(owner.missing === 'words' ? words.wordsMissing : undefined)
    if (owner.missing === 'words') more.input.focus()
    missing.textContent = owner.missing === 'open' || owner.missing === 'order' || owner.missing === 'change' ? words.missing[owner.missing] : ''
    problem.show()
  }
  return {
    title: words.title,
    content: [
      el('p', {}, asked.by_week ? words.about : words.aboutWords),
      ...(fields ? [fields.root] : []),
      ...(others.length > 0 ? [el('section', { class: 'group' }, el('h2', {}, asked.by_week ? words.stays : texts[language].hours), hoursCard(others))] : []),
      el('div', { class: 'card fields' }, more.root),
      missing,
      problem.root,
    ],
    actions: [back.root, send.root],
    update,
  }
}

function leave(owner: Owner, language: Language): Page {
  const { leave: words, change: { back: backWords }, sending } = texts[language]
  const problem = problemLine(owner, language)
  const missing = el('p', { class: 'error', role: 'alert' })
  const choices = (['gone', 'turned_away'] as const).map(one => el('label', { class: 'tick' }, el('input', { type: 'radio', name: 'fault', value: one, checked: owner.fault === one, change: () => choose(one) }), words[one]))
  const more = wordsField(owner, words.words, words.wordsHint)
  const send = button(words.send, 'main', owner.leave, sending)
  const back = button(backWords, '', () => owner.choose('asked'))

  function choose(one: NonNullable<Owner['fault']>) {
    owner.fault = one
    owner.missing = undefined
    update()
  }
  function update() {
    send.busy(owner.asked.busy)
    missing.textContent = owner.missing === 'fault' ? words.missing : ''
    if (owner.missing === 'fault') choices[0]!.querySelector('input')!.focus()
    problem.show()
  }
  return {
    title: words.title,
    content: [el('fieldset', { class: 'one-of' }, el('legend', { class: 'for-readers' }, words.title), el('div', { class: 'card body' }, ...choices), missing), el('div', { class: 'card fields' }, more.root), el('p', { class: 'second' }, words.about), problem.root],
    actions: [back.root, send.root],
    update,
  }
}

function wordsField(owner: Owner, label: string, hint: string) {
  return field(el('textarea', { id: 'words', class: 'input', rows: '2', maxlength: '500', input: event => (owner.words = (event.target as HTMLTextAreaElement).value) }, owner.words), label, hint)
}

function sent({ says, asked, tapped }: Extract<OwnerStep, { at: 'sent' }>, language: Language): Page {
  const words = texts[language]
  const { title, about } = words.sent[says]
  return {
    title,
    content: [el('p', {}, says === 'other_hours' && !tapped ? words.sentWords : about), el('a', { class: 'button wide', href: `/open/stations/${asked.id}` }, words.shown)],
    actions: [],
    update: nothing,
  }
}
