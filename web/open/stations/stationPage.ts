import { appsFor, wayTo } from '@unionhall/shared/stations/directions'
import { clockOf, daysOnCard, intervalsOf, minuteOf, openingAt, weekOf } from '@unionhall/shared/stations/opening'
import { share } from '@unionhall/shared/stations/share'
import { confirmedWords, doubtWords, openingWords, sayIn, suspendedWords, type Say } from '@unionhall/shared/stations/words'
import { dateWords, weekdayWords, type Language } from '@unionhall/shared/text/times'
import { button, el, facts } from '../dom'
import type { Page } from '../pages'
import { fill, texts as around } from '../texts'
import type { Card } from './load'
import { texts } from './texts'

/** What a shared link opens: whether it is open, the hours of the coming days, what there is, and the way there. */
export function stationPage(station: Card, language: Language, now = new Date()): Page {
  const words = texts[language]
  const say = sayIn(language)
  const shared = el('p', { class: 'second', role: 'status' })
  const ways = directions(station, language)
  const go = button(say('directions.go'), 'main', () => {
    ways.hidden = !ways.hidden
    if (!ways.hidden) ways.querySelector('a')?.focus()
  })
  const pass = button(say('share.share'), '', async () => {
    const how = await share(station.id, station.name, say('share.text', { name: station.name, address: station.address }))
    shared.textContent = how === 'shared' ? '' : how === 'copied' ? say('share.copied') : `${say('share.copyThis')} ${location.href}`
  })

  return {
    title: station.name,
    content: [
      standing(station, language, now, say),
      ways,
      shared,
      el('section', { class: 'group' }, el('h2', {}, words.hours), hours(station, language, now)),
      ...(station.facilities.length > 0
        ? [el('section', { class: 'group' }, el('h2', {}, words.facilities), el('ul', { class: 'card body facilities' }, ...station.facilities.map(one => el('li', {}, say(`facility.${one}`)))))]
        : []),
      el('section', { class: 'group' }, el('h2', {}, words.facts), about(station, language)),
      ...photos(station, language),
      el('a', { class: 'button wide', href: `/open/stations/${station.id}/report` }, words.report),
      // With a code that leads here: for a group chat, or for somebody who stands beside her.
      el('a', { class: 'button wide', href: `/api/v1/stations/${station.id}/card.png`, download: `${station.name}.png` }, words.picture),
      el('a', { class: 'button wide', href: '/stations' }, words.nearby),
    ],
    actions: [pass.root, go.root],
    update: () => undefined,
  }
}

function standing(station: Card, language: Language, now: Date, say: Say) {
  if (station.state === 'suspended') return el('p', { class: 'doubt' }, suspendedWords(station, now, language, say))
  const opening = openingAt(intervalsOf(station.intervals, station.as_of, daysOnCard), minuteOf(now))
  const { state, rest } = openingWords(opening, now, language, say)
  const isOpen = opening.is === 'open' || opening.is === 'always'
  const doubt = station.doubt && doubtWords(station.doubt, now, language, say)
  return el(
    'div',
    { class: 'standing' },
    el('p', {}, el('strong', { class: isOpen ? 'is-open' : '' }, state), rest ? around[language].ui.clause + rest : undefined),
    el('p', { class: 'second' }, confirmedWords(station, now, language, say)),
    doubt ? el('p', { class: 'doubt' }, el('strong', {}, doubt.what), ` ${doubt.since}`) : undefined,
  )
}

function directions(station: Card, language: Language) {
  const say = sayIn(language)
  const links = appsFor(navigator.userAgent).map(app => el('a', { class: 'button wide', href: wayTo(app, station.name, station), target: '_blank', rel: 'noopener noreferrer' }, say(`directions.${app}`)))
  return el('section', { class: 'card body stack', hidden: true }, el('h2', {}, say('directions.which')), ...links, el('p', { class: 'second' }, say('directions.about')))
}

function hours(station: Card, language: Language, now: Date) {
  const words = texts[language]
  const known = intervalsOf(station.intervals, station.as_of, daysOnCard)
  if (!known) return el('p', { class: 'card body' }, words.hoursUnknown)
  const spanWords = ([from, until]: [number, number]) =>
    from === 0 && until === 1440 ? words.allDay : `${clockOf(from)}–${until > 1440 ? fill(words.nextDay, { at: clockOf(until) }) : clockOf(until)}`
  const rows = weekOf(known, minuteOf(now)).map(({ day, spans }, i) =>
    el(
      'tr',
      { class: i === 0 ? 'today' : undefined },
      el('th', { scope: 'row' }, i === 0 ? words.today : weekdayWords(day, language), el('span', { class: 'second' }, ` ${dateWords(day, language, now)}`)),
      el('td', {}, spans.length > 0 ? spans.map(spanWords).join(around[language].ui.listSeparator) : words.shut),
    ),
  )
  return el('table', { class: 'card hours' }, el('caption', { class: 'for-readers' }, words.hours), el('tbody', {}, ...rows))
}

function about(station: Card, language: Language) {
  const { fact, scan } = texts[language]
  const list = facts([
    [fact.address, station.address],
    [fact.alias, station.alias],
    [fact.access, station.access === 'scan' ? scan : undefined],
    [fact.partner, station.partner],
    [fact.keeper, station.keeper],
    [fact.code, station.code],
  ])
  if (station.public_phone) list.append(el('dt', {}, fact.phone), el('dd', {}, el('a', { href: `tel:${station.public_phone.replace(/\s/g, '')}` }, station.public_phone)))
  return list
}

function photos(station: Card, language: Language) {
  if (station.photos.length === 0) return []
  const words = texts[language]
  const all = station.photos.map(photo => el('li', {}, el('img', { src: photo.url, alt: `${station.name} ${words.photo[photo.shows]}`, loading: 'lazy' })))
  return [el('section', { class: 'group' }, el('h2', {}, words.photos), el('ul', { class: 'shots' }, ...all))]
}
