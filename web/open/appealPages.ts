import { dateWords, timeWords, type Language } from '@unionhall/shared/text/times'
import { rate, say, type Appeal, type Asking, type Shown } from './appeal'
import { grouped } from './code'
import { button, el, facts, field } from './dom'
import type { Page } from './pages'
import { plainProblem } from './problem'
import { texts } from './texts'

export function appealPage(visit: Appeal, language: Language): Page {
  const { step } = visit
  if (step.at === 'door') return door(visit, language)
  if (step.at === 'appeal') return appeal(visit, step, language)
  if (step.at === 'asking') return asking(visit, step, language)
  const words = texts[language].appeal
  const { title, about } = step.at === 'over' ? words.over : step.step === 'not_solved' || step.step === 'reopen' ? words.goesOn : words.taken
  return { title, content: [el('p', {}, about)], actions: [], update: () => undefined }
}

function door(visit: Appeal, language: Language): Page {
  const words = texts[language].appeal
  const { code: codeLabel, codeHint, codeMissing } = texts[language].errand
  const problem = el('div', { role: 'alert' })
  const see = button(words.see, 'main', visit.look, words.seeing)
  const line = (id: 'code' | 'surname', value: string, label: string, hint: string) =>
    field(el('input', { id, class: 'input', value, maxlength: '50', autocomplete: 'off', input: event => (visit[id] = (event.target as HTMLInputElement).value) }), label, hint)
  const code = visit.cameWithCode ? undefined : line('code', grouped(visit.code), codeLabel, codeHint)
  const surname = line('surname', visit.surname, words.surname, words.surnameHint)
  const form = el('form', { class: 'card fields', novalidate: true, submit: event => (event.preventDefault(), void visit.look()) }, code?.root, surname.root)
  form.append(el('input', { type: 'submit', hidden: true }))

  function update() {
    see.busy(visit.asked.busy)
    code?.fault(visit.missing === 'code' ? codeMissing : undefined)
    surname.fault(visit.missing === 'surname' ? words.surnameMissing : undefined)
    if (visit.missing === 'code') code?.input.focus()
    if (visit.missing === 'surname') surname.input.focus()
    problem.replaceChildren(...(visit.asked.problem ? [plainProblem(visit.asked.problem, language, words.no)] : []))
  }
  const again = visit.again ? [el('div', { class: 'card body late' }, el('p', { class: 'strong' }, words.again), el('p', {}, words.againAbout))] : []
  return { title: words.door, content: [...again, el('p', {}, words.doorAbout), problem, form], actions: [see.root], update }
}

function appeal(visit: Appeal, { appeal: it }: Shown, language: Language): Page {
  const words = texts[language].appeal
  const main = ['solved', 'tell', 'agree', 'reopen']
  const steps = [...it.steps].sort((a, b) => Number(main.includes(a.step)) - Number(main.includes(b.step)))
  const choice = (step: string, label: string, reason: boolean, kind = '') => button(label, kind, () => visit.choose(step, label, reason)).root
  const seldom = ['withdraw', 'give_up']
  const more = [
    ...steps.filter(step => seldom.includes(step.step)).map(step => choice(step.step, step.label, step.reason)),
    ...(it.may_rate ? [choice(rate, words.rate, false)] : []),
    choice(say, words.say, true),
  ]
  // Where something waits for her, what the union said last is what she came for.
  const said = steps.some(step => main.includes(step.step)) ? [...it.track].reverse().find(event => !event.hers && event.note) : undefined
  const track = [...it.track].reverse().map(event =>
    el('li', {}, el('p', { class: event.hers ? '' : 'strong' }, event.label), event.note && event !== said ? el('p', { class: 'said' }, event.note) : undefined, el('p', { class: 'caption' }, timeWords(event.at, language))),
  )
  return {
    title: it.state_label,
    content: [
      ...(said ? [el('section', { class: 'card body' }, el('p', { class: 'second' }, `${it.union} · ${said.label}`), el('p', { class: 'asked' }, said.note))] : []),
      facts([
        [words.number, it.number],
        [words.filed, dateWords(it.filed_on, language)],
        [words.union, it.union],
        [words.words, it.words],
      ]),
      el('h2', {}, words.track),
      el('ol', { class: 'card body track' }, ...track),
      el('div', { class: 'stack' }, ...more),
    ],
    actions: steps.filter(step => !seldom.includes(step.step)).map(step => choice(step.step, step.label, step.reason, main.includes(step.step) ? 'main' : '')),
    update: () => undefined,
  }
}

function asking(visit: Appeal, step: Asking, language: Language): Page {
  const words = texts[language].appeal
  const problem = el('div', { role: 'alert' })
  const send = button(step.label, 'main', visit.send, words.sending)
  const back = button(words.back, '', visit.back)
  const written = field(
    el('textarea', { id: 'comment', class: 'input', rows: '4', maxlength: step.step === say ? '1000' : '500', input: event => write((event.target as HTMLTextAreaElement).value) }, visit.comment),
    step.reason ? words.why : words.whyMay,
  )
  function write(comment: string) {
    visit.comment = comment
    if (visit.missing === 'comment') written.fault((visit.missing = undefined))
  }

  const choices = el(
    'fieldset',
    { class: 'card body choices' },
    el('legend', { class: 'second' }, words.content),
    ...[5, 4, 3, 2, 1].map(n =>
      el('label', { class: 'tick' }, el('input', { type: 'radio', name: 'satisfaction', checked: visit.satisfaction === n, change: () => (visit.satisfaction = n) }), words[`content${n as 1 | 2 | 3 | 4 | 5}`]),
    ),
  )

  function update() {
    send.busy(visit.asked.busy)
    written.fault(visit.missing === 'comment' ? words.whyMissing : undefined)
    if (visit.missing === 'comment') written.input.focus()
    if (visit.missing === 'satisfaction') choices.querySelector('input')?.focus()
    problem.replaceChildren(...(visit.asked.problem ? [plainProblem(visit.asked.problem, language, words.no)] : []))
  }
  return {
    title: step.label,
    content: [
      ...(step.step === 'solved' ? [el('p', {}, words.solvedAbout)] : step.step === 'give_up' ? [el('p', {}, words.giveUpAbout)] : []),
      ...(step.rates ? [choices] : []),
      ...(step.step === rate ? [] : [el('div', { class: 'card fields' }, written.root)]),
      problem,
    ],
    actions: [back.root, send.root],
    update,
  }
}
