import { dateWords, type Language } from '@unionhall/shared/text/times'
import { grouped } from './code'
import { button, el, field } from './dom'
import type { Errand, ErrandStep, Photo } from './errand'
import type { Page } from './pages'
import { plainProblem } from './problem'
import { fill, texts } from './texts'

export function errandPage(errand: Errand, language: Language): Page {
  const { step } = errand
  if (step.at === 'door') return door(errand, language)
  if (step.at === 'task') return task(errand, step, language)
  const words = texts[language].errand
  const { title, about } = step.at === 'sent' ? (step.done ? words.sentDone : words.sentImpossible) : words[step.at]
  return { title, content: [el('p', {}, about)], actions: [], update: () => undefined }
}

function door(errand: Errand, language: Language): Page {
  const words = texts[language].errand
  const problem = el('div', { role: 'alert' })
  const see = button(words.see, 'main', errand.look, words.seeing)
  const input = el('input', { id: 'code', class: 'input', value: grouped(errand.code), maxlength: '40', autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false', input: event => (errand.code = (event.target as HTMLInputElement).value) })
  const code = field(input, words.code, words.codeHint)
  const form = el('form', { class: 'card fields', novalidate: true, submit: event => (event.preventDefault(), void errand.look()) }, code.root)

  function update() {
    see.busy(errand.asked.busy)
    code.fault(errand.missing === 'code' ? words.codeMissing : undefined)
    if (errand.missing === 'code') input.focus()
    problem.replaceChildren(...(errand.asked.problem ? [plainProblem(errand.asked.problem, language, words.no)] : []))
  }
  return { title: words.door, content: [el('p', {}, words.doorAbout), problem, form], actions: [see.root], update }
}

function task(errand: Errand, { asked }: Extract<ErrandStep, { at: 'task' }>, language: Language): Page {
  const words = texts[language].errand
  const problem = el('div', { role: 'alert' })
  const done = button(words.done, 'main', () => errand.answer(true), words.sending)
  const cannot = button(words.cannot, '', () => errand.answer(false))
  const answer = field(el('textarea', { id: 'words', class: 'input', rows: '4', maxlength: '1000', input: event => write((event.target as HTMLTextAreaElement).value) }, errand.words), words.answer, words.answerHint)

  const chosen = el('ul', { class: 'photos' })
  const input = el('input', { id: 'photos', type: 'file', accept: 'image/jpeg,image/png,image/webp', multiple: true, class: 'unseen', change: event => take(event.target as HTMLInputElement) })
  const more = el('label', { for: 'photos', class: 'button wide' }, words.addPhoto)
  const shown = new Map<Photo, HTMLElement>()

  function write(words: string) {
    errand.words = words
    if (errand.missing) answer.fault((errand.missing = undefined))
  }

  function take(from: HTMLInputElement) {
    errand.add(from.files ?? [])
    from.value = ''
  }

  function thumbnail(photo: Photo): HTMLElement {
    const picture = el('img', { alt: photo.file.name, src: URL.createObjectURL(photo.file) })
    const line = el('li', {}, picture, el('button', { type: 'button', class: 'link', click: () => errand.remove(photo) }, words.remove))
    shown.set(photo, line)
    return line
  }

  function update() {
    done.busy(errand.asked.busy)
    cannot.busy(errand.asked.busy)
    answer.fault(errand.missing === 'words' ? words.answerMissing : undefined)
    if (errand.missing === 'words') answer.input.focus()
    chosen.replaceChildren(...errand.photos.map(photo => shown.get(photo) ?? thumbnail(photo)))
    for (const photo of errand.photos) shown.get(photo)?.classList.toggle('refused', photo.refused === true)
    more.hidden = errand.photos.length >= asked.pictures_most
    const refused = errand.photos.some(photo => photo.refused)
    problem.replaceChildren(...(errand.asked.problem ? [plainProblem(errand.asked.problem, language, refused ? words.photoRefused : words.no)] : []))
  }

  return {
    title: fill(words.title, { name: asked.name }),
    content: [
      el('section', { class: 'card body stack' }, el('p', { class: 'asked' }, asked.words), el('p', { class: 'second' }, fill(words.from, { org: asked.union, day: dateWords(asked.due_on, language) }))),
      el('div', { class: 'card fields' }, answer.root, el('div', { class: 'field' }, el('p', { class: 'second' }, fill(words.photos, { n: asked.pictures_most })), chosen, input, more)),
      problem,
      el('p', { class: 'second' }, words.only),
    ],
    actions: [cannot.root, done.root],
    update,
  }
}
