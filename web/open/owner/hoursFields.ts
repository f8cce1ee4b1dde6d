// A usual week as one taps it on a phone: each day is ticked where it opens, with its spans beside it.
import { clockOf, spansOf, untilOf, type Row, type Span } from '@unionhall/shared/stations/hours'
import type { Language } from '@unionhall/shared/text/times'
import { el, set } from '../dom'
import { fill } from '../texts'
import { firstSpans, tapped, type Owner } from './owner'
import { texts } from './texts'

/** A second span of a day goes on to here. */
const lateClock = '22:00'

export interface HoursFields {
  root: HTMLElement
  update: () => void
}

export function hoursFields(owner: Owner, language: Language): HoursFields {
  const words = texts[language].change
  const rows = tapped.map(row => dayFields(owner, row, language))
  const same = el('button', { type: 'button', class: 'link', click: owner.sameAsMonday }, words.same)
  const [monday, ...others] = rows.map(row => row.root)
  const week = el('div', { class: 'days' }, monday, same, ...others)
  const box = el('input', { type: 'checkbox', change: event => owner.always((event.target as HTMLInputElement).checked) })
  const { step } = owner
  // Day and night would go before seasons, which stay.
  const mayBeAlways = 'asked' in step && (step.asked.hours?.parts ?? []).length < 2
  const root = el('div', { class: 'card fields' }, mayBeAlways ? el('label', { class: 'tick' }, box, words.always) : undefined, week)

  function update() {
    box.checked = owner.usual.always
    week.hidden = owner.usual.always
    for (const row of rows) row.update()
  }
  return { root, update }
}

/** What is said of one day. Only a line that has changed is drawn anew, so that the keyboard stays where it is. */
function dayFields(owner: Owner, row: Row, language: Language): HoursFields {
  const { change: words, day } = texts[language]
  const name = day[row as keyof typeof day]
  const spans = () => spansOf(owner.usual.part, row) as readonly Span[] | undefined
  const choice = row === 'holidays' ? select() : tick()
  const lines = el('div', { class: 'times' })
  const more = el('button', { type: 'button', class: 'link', 'aria-label': fill(words.moreOf, { day: name }), click: another }, words.more)
  const shut = el('span', { class: 'second' }, texts[language].said.closed)
  let drawn = ''

  function tick() {
    const box = el('input', { type: 'checkbox', change: () => owner.say(row, box.checked ? firstSpans(owner.usual.part, row) : []) })
    return { root: el('label', { class: 'tick' }, box, name), show: () => (box.checked = (spans() ?? []).length > 0) }
  }

  /** Holidays may say nothing: then they are days like others. */
  function select() {
    const { said } = texts[language]
    const box = el(
      'select',
      { class: 'input', id: row, change: () => owner.say(row, box.value === 'open' ? firstSpans(owner.usual.part, row) : box.value === 'closed' ? [] : undefined) },
      el('option', { value: 'usual' }, words.asWeekday),
      el('option', { value: 'closed' }, said.closed),
      el('option', { value: 'open' }, words.open),
    )
    const root = el('div', { class: 'field' }, el('label', { for: row }, name), box)
    return { root, show: () => (box.value = spans() === undefined ? 'usual' : spans()!.length > 0 ? 'open' : 'closed') }
  }

  function line(at: number) {
    const span = spans()![at]!
    const [from, until] = [span.from, clockOf(span.until).clock].map((value, i) => el('input', { type: 'time', class: 'input', value, 'aria-label': fill(i === 0 ? words.from : words.until, { day: name }), change: taken }))
    const next = el('span', { class: 'caption' })
    const remove = el('button', { type: 'button', class: 'link', click: () => owner.say(row, spans()!.filter((_, i) => i !== at)) }, words.remove)

    /** What she types stands already: the line stays, and with it the place of her fingers. */
    function taken() {
      if (!from!.value || !until!.value) return
      const now = spans()!.map((span, i) => (i === at ? { from: from!.value, until: untilOf(from!.value, until!.value) } : span))
      drawn = JSON.stringify(now)
      owner.say(row, now)
      show()
    }
    function show() {
      const { from, until } = spans()![at]!
      const { clock, nextDay } = clockOf(until)
      next.hidden = !nextDay || until === '24:00'
      next.textContent = fill(texts[language].said.nextDay, { at: clock })
      set(remove, 'aria-label', fill(words.removeOf, { day: name, from, until }))
    }
    show()
    return el('div', { class: 'time' }, from, el('span', {}, '–'), until, spans()!.length > 1 ? remove : undefined, next)
  }

  function another() {
    const { clock } = clockOf(spans()!.at(-1)!.until)
    owner.say(row, [...spans()!, { from: clock, until: clock < lateClock ? lateClock : '24:00' }])
  }

  function update() {
    choice.show()
    const open = spans() ?? []
    shut.hidden = row === 'holidays' || open.length > 0
    more.hidden = open.length === 0 || clockOf(open.at(-1)!.until).nextDay
    const now = JSON.stringify(open)
    if (now === drawn) return
    drawn = now
    const held = root.contains(document.activeElement) && !choice.root.contains(document.activeElement)
    lines.replaceChildren(...open.map((_, at) => line(at)))
    // What was pressed is gone: on to the last span.
    if (held) [...lines.querySelectorAll('input')].at(-2)?.focus()
  }

  const root = el('div', { class: 'day', role: 'group', 'aria-label': name }, choice.root, el('p', {}, shut, more), lines)
  return { root, update }
}
