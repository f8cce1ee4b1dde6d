import { sayIn } from '@unionhall/shared/stations/words'
import type { Language } from '@unionhall/shared/text/times'
import { button, el, field } from '../dom'
import type { Page } from '../pages'
import { problemBox } from '../problem'
import { fill, texts as around } from '../texts'
import { faults, type Door, type DoorStep } from './door'
import type { Report } from './load'
import { texts } from './texts'

const nothing = () => undefined

export function doorPage(door: Door, language: Language): Page {
  const { step } = door
  const words = texts[language]
  if (step.at === 'code') return codePage(door, language)
  if (step.at === 'door') return askPage(door, step, language)
  if (step.at === 'fault') return faultPage(door, step, language)
  if (step.at === 'sent') return sentPage(door, step, language)
  if (step.at === 'reading') return { title: words.loading, content: [], actions: [], update: nothing }
  const failed = step.at === 'failed'
  const again = button(around[language].ui.retry, 'main', door.read)
  return { title: failed ? words.failed : words.none, content: [el('p', {}, failed ? words.failedAbout : words.noneAbout)], actions: failed ? [again.root] : [], update: nothing }
}

type AtDoor = Extract<DoorStep, { at: 'door' | 'fault' }>

function codePage(door: Door, language: Language): Page {
  const words = texts[language].door
  const see = button(words.see, 'main', door.read)
  const input = el('input', { id: 'code', class: 'input', value: door.code, maxlength: '20', autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false', input: event => (door.code = (event.target as HTMLInputElement).value) })
  const code = field(input, words.code)
  const form = el('form', { class: 'card fields', novalidate: true, submit: event => (event.preventDefault(), void door.read()) }, code.root)
  return {
    title: words.codeMissing,
    content: [el('p', {}, words.codeAbout), form],
    actions: [see.root],
    update: () => code.fault(door.missing === 'code' ? words.codeMissing : undefined),
  }
}

function askPage(door: Door, { station }: AtDoor, language: Language): Page {
  const words = texts[language].door
  const problem = el('div', { role: 'alert' })
  const same = button(words.same, 'main', door.confirm, words.sending)
  const wrong = button(words.wrong, '', () => door.choose('fault'))
  return {
    title: fill(door.byCode ? words.title : words.titleFar, { name: station.name }),
    content: [
      el('p', {}, words.about),
      el('p', { class: 'second' }, station.address),
      ...(door.byCode ? [] : [el('p', { class: 'second' }, words.here)]),
      problem,
      // A sign at a door also starts joining.
      ...(door.byCode ? [el('a', { class: 'button wide', href: `/j/${door.code}` }, words.join)] : []),
    ],
    actions: [wrong.root, same.root],
    update() {
      same.busy(door.asked.busy)
      problem.replaceChildren(...(door.asked.problem ? [problemBox(door.asked.problem, language)] : []))
    },
  }
}

function faultPage(door: Door, { station }: AtDoor, language: Language): Page {
  const words = texts[language].door
  const say = sayIn(language)
  const problem = el('div', { role: 'alert' })
  const send = button(words.send, 'main', door.tell, words.sending)
  const back = button(words.back, '', () => door.choose('door'))

  const missing = el('p', { class: 'error', id: 'fault-error' })
  const ways = el(
    'fieldset',
    { class: 'one-of' },
    el('legend', { class: 'for-readers' }, words.which),
    el('div', { class: 'card body' }, ...faults.map(one => el('label', { class: 'tick' }, el('input', { type: 'radio', name: 'fault', value: one, checked: door.fault === one, change: () => choose(one) }), say(`said.${one}`)))),
    missing,
  )
  const which = el(
    'fieldset',
    { class: 'one-of' },
    el('legend', {}, words.facility),
    el('div', { class: 'card body' }, ...station.facilities.map(one => el('label', { class: 'tick' }, el('input', { type: 'radio', name: 'facility', value: one, checked: door.facility === one, change: () => pick(one) }), say(`facility.${one}`)))),
  )
  const note = field(el('textarea', { id: 'note', class: 'input', rows: '2', maxlength: '200', input: event => (door.note = (event.target as HTMLTextAreaElement).value) }, door.note), words.note, words.noteHint)

  function choose(one: (typeof faults)[number]) {
    door.fault = one
    door.missing = undefined
    update()
  }
  function pick(one: NonNullable<Report['facility']>) {
    door.facility = one
    door.missing = undefined
    update()
  }
  function update() {
    send.busy(door.asked.busy)
    which.hidden = door.fault !== 'facility_missing'
    missing.textContent = door.missing === 'fault' ? words.choose : door.missing === 'facility' ? words.facility : ''
    problem.replaceChildren(...(door.asked.problem ? [problemBox(door.asked.problem, language)] : []))
    if (door.missing) (door.missing === 'facility' ? which : ways).querySelector<HTMLElement>('input')?.focus()
  }
  return { title: words.which, content: [ways, which, el('div', { class: 'card fields' }, note.root), problem], actions: [back.root, send.root], update }
}

function sentPage(door: Door, { said, station }: Extract<DoorStep, { at: 'sent' }>, language: Language): Page {
  const words = texts[language]
  const same = said === 'as_it_says'
  return {
    title: same ? words.door.thanksSame : words.door.thanksWrong,
    content: [
      el('p', {}, same ? words.door.thanksSameAbout : words.door.thanksWrongAbout),
      el('a', { class: 'button wide', href: `/open/stations/${station.id}` }, station.name),
      ...(door.byCode ? [el('a', { class: 'button wide', href: `/j/${door.code}` }, words.door.join)] : []),
      el('a', { class: 'button wide', href: '/stations' }, words.nearby),
    ],
    actions: [],
    update: nothing,
  }
}
