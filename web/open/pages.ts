import { faultsOf } from '@unionhall/shared/api/client'
import { dateWords, type Language } from '@unionhall/shared/text/times'
import type { Corrections } from './api'
import { grouped, lastSigns } from './code'
import { button, el, facts, field, type Field } from './dom'
import type { End, Link, Seen } from './link'
import { problemBox } from './problem'
import { fill, texts } from './texts'

/** What stands on the screen for one step; `update` follows what is under way in it, and what went wrong. */
export interface Page {
  title: string
  content: HTMLElement[]
  actions: HTMLElement[]
  update: () => void
}

export function pageOf(link: Link, language: Language): Page {
  const { step } = link
  if (step.at === 'door') return door(link, language)
  if (step.at === 'record') return record(link, step, language)
  if (step.at === 'correction') return correction(link, step, language)
  return end(step, language)
}

function door(link: Link, language: Language): Page {
  const { door: words, slow } = texts[language]
  const problem = el('div', { role: 'alert' })
  const see = button(words.see, 'main', link.look, words.seeing)
  const code = link.cameWithCode ? undefined : signs('code', grouped(link.code), words.code, words.codeHint, typed => (link.code = typed))
  const lastFour = signs('lastFour', link.lastFour, words.lastFour, words.lastFourHint, typed => (link.lastFour = typed))
  lastFour.input.classList.add('four')
  if (code) code.input.addEventListener('blur', () => ((code.input.value = grouped(code.input.value)), (link.code = code.input.value)))

  const form = el('form', { class: 'card fields', novalidate: true, submit: event => (event.preventDefault(), void link.look()) }, code?.root, lastFour.root)
  // The button stands at the foot of the screen, outside the form; this one lets the keyboard's own send it.
  form.append(el('input', { type: 'submit', hidden: true }))

  function update() {
    see.busy(link.busy)
    const { missing } = link
    for (const [name, one] of [['code', code], ['lastFour', lastFour]] as const) {
      one?.fault(missing?.field === name ? fill(words[`${name}${missing.fault}`], { n: missing.n }) : undefined)
      if (missing?.field === name) one?.input.focus()
    }
    problem.replaceChildren(...(link.problem ? [problemBox(link.problem, language)] : []))
    if (link.problem) (lastFour.input as HTMLInputElement).select()
  }

  const late = link.ranOut ? [el('div', { class: 'card body late' }, el('p', { class: 'strong' }, slow.title), el('p', {}, slow.about))] : []
  return {
    title: words.title,
    content: [...late, el('p', {}, words.about), problem, form, el('p', { class: 'second' }, words.only)],
    actions: [see.root],
    update,
  }
}

/** Letters may be among them, so no keyboard of figures alone. */
function signs(id: string, value: string, label: string, hint: string, type: (typed: string) => void): Field {
  const four = id === 'lastFour'
  const input = el('input', {
    id,
    value,
    class: 'input',
    autocomplete: 'off',
    autocapitalize: 'characters',
    spellcheck: 'false',
    inputmode: 'text',
    enterkeyhint: 'go',
    maxlength: four ? String(2 * lastSigns) : '40',
    input: event => type((event.target as HTMLInputElement).value),
  })
  return field(input, label, hint)
}

function record(link: Link, { record: it }: Seen, language: Language): Page {
  const { record: words, words: names } = texts[language]
  const problem = el('div', { role: 'alert' })
  const right = button(words.right, 'main', link.confirm, words.confirming)
  const wrong = button(words.wrong, '', link.tellWrong)
  const { state, at } = it.verified

  function update() {
    right.busy(link.busy)
    problem.replaceChildren(...(link.problem ? [problemBox(link.problem, language)] : []))
  }

  return {
    title: words.title,
    content: [
      ...(state === 'verified' && at ? [el('p', { class: 'fine' }, fill(words.before, { day: dateWords(at, language) }))] : []),
      facts([
        [names.fact.name, it.name_masked],
        [names.fact.id_number, it.id_masked],
        [names.fact.phone, it.phone_masked || words.phoneNone],
        [names.fact.org, it.union],
        [names.fact.status, names.status[it.status]],
        [names.fact.joined_on, dateWords(it.joined_on, language)],
        [names.fact.employer, it.employer],
      ]),
      el('p', { class: 'second' }, words.about),
      problem,
    ],
    actions: [wrong.root, right.root],
    update,
  }
}

function correction(link: Link, { record: it }: Seen, language: Language): Page {
  const { correction: words, words: names } = texts[language]
  const problem = el('div', { role: 'alert' })
  const send = button(words.send, 'main', link.correct, words.sending)
  const back = button(words.back, '', link.back)
  const now = (value: string | undefined) => (value ? fill(words.now, { now: value }) : words.none)

  const typing = (name: keyof Corrections) => (event: Event) => {
    link.said[name] = (event.target as HTMLInputElement).value
  }
  const line = (name: 'name' | 'phone' | 'employer', hint: string, more: Record<string, string>) =>
    field(el('input', { id: name, class: 'input', autocomplete: 'off', value: link.said[name], input: typing(name), ...more }), names.fact[name], hint)

  const sentence = field(el('textarea', { id: 'words', class: 'input', rows: '3', maxlength: '500', input: typing('words') }, link.said.words), words.words, words.wordsHint)
  const fields: [keyof Corrections, Field][] = [
    ['name', line('name', now(it.name_masked), { maxlength: '50' })],
    ['phone', line('phone', now(it.phone_masked), { maxlength: '30', inputmode: 'tel' })],
    ['employer', line('employer', now(it.employer), { maxlength: '100' })],
    ['words', sentence],
  ]

  function update() {
    send.busy(link.busy)
    const faults = link.problem ? faultsOf(link.problem) : {}
    for (const [name, one] of fields) one.fault(faults[name])
    const nothing = link.missing?.field === 'correction'
    if (nothing) sentence.fault(words.missing)
    const wrong = nothing ? sentence : fields.find(([name]) => faults[name])?.[1]
    wrong?.input.focus()
    problem.replaceChildren(...(link.problem && !wrong ? [problemBox(link.problem, language)] : []))
  }

  return {
    title: words.title,
    content: [el('p', {}, words.about), el('div', { class: 'card fields' }, ...fields.map(([, one]) => one.root)), problem],
    actions: [back.root, send.root],
    update,
  }
}

function end(step: End, language: Language): Page {
  const words = texts[language]
  const said: Record<string, string> = step.at === 'corrected' ? { number: step.number, org: step.union } : {}
  const { title, about } = words[step.at]
  return {
    title: fill(title, said),
    content: [
      el('p', {}, fill(about, said)),
      el('p', { class: 'second' }, words.more),
      el('a', { class: 'button wide', href: '/record' }, words.toRecord),
    ],
    actions: [],
    update: () => undefined,
  }
}
