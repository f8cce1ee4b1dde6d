// The same texts and instants to our reader of opening hours and to opening_hours.js, which most of OpenStreetMap's users
// know. Both really run; a text that one of them reads otherwise fails the test.
//   node hours_against_osm.mjs PROGRAM [TEXTS [SEED]]
import { execFileSync } from 'node:child_process'

process.env.TZ = 'Asia/Shanghai' // before the first Date: the library reckons in local time
const { default: OpeningHours } = await import('opening_hours')

const [program, wanted = '10000', seed = '20261127'] = process.argv.slice(2)

const weekdays = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const dayMs = 86_400_000
const first = Date.parse('2024-01-01T00:00:00+08:00')
const last = Date.parse('2029-12-31T00:00:00+08:00')

/** mulberry32: small, and the same everywhere. */
function randomness(state) {
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = n => Math.floor(next() * n)
  return {
    below,
    between: (min, max) => min + below(max - min + 1),
    chance: p => next() < p,
    pick: list => list[below(list.length)],
    list: (max, make) => Array.from({ length: 1 + below(max) }, make),
  }
}
const random = randomness(Number(seed))

const two = number => String(number).padStart(2, '0')
const clock = minutes => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`

/** A rule: its text, and what the classes below ask. */
function makeRule(mayPassMidnight) {
  const days = []
  if (random.chance(0.35)) days.push(random.list(2, makeSeason).join(','))
  if (random.chance(0.15)) days.push('week ' + random.list(2, makeWeeks).join(','))
  if (random.chance(0.7)) days.push(random.list(3, makeWeekdays).join(','))
  const rule = { days: days.length > 0, bare: false, closes: false, minutes: [] }
  if (days.length === 0 && random.chance(0.1)) {
    return { ...rule, bare: true, text: random.pick(['24/7', '24/7', '24/7 open']) }
  }

  const modifier = random.chance(0.25) ? random.pick(['off', 'closed']) : random.chance(0.1) ? 'open' : ''
  const closes = modifier === 'off' || modifier === 'closed'
  const timed = closes ? !mayPassMidnight && random.chance(0.4) : random.chance(0.9) || (days.length === 0 && !modifier)
  if (timed) days.push(random.list(3, () => makeSpan(rule, mayPassMidnight && !closes)).join(','))
  if (modifier) days.push(modifier)
  return { ...rule, closes, bare: !timed && !modifier, text: days.join(' ') }
}

function makeSpan(rule, mayPassMidnight) {
  const step = random.pick([1, 5, 15, 30, 60])
  const time = max => random.below(Math.floor(max / step) + 1) * step
  const from = Math.min(time(1439), 1439)
  let until = time(1440)
  if (mayPassMidnight && random.chance(0.3)) until = 1440 + time(random.chance(0.1) ? 1440 : 600)
  if (until <= from) until = mayPassMidnight ? until + 1440 : 1440
  if (until === from + 1440) until -= 1
  rule.minutes.push(from, until)
  const wrapped = until > 1440 && until - 1440 < from && random.chance(0.7)
  const hour = random.chance(0.05) ? clock(from).replace(/^0/, '') : clock(from)
  return `${hour}-${clock(wrapped ? until - 1440 : until)}`
}

function makeWeekdays() {
  const from = random.below(7)
  return random.chance(0.5) ? weekdays[from] : `${weekdays[from]}-${weekdays[(from + random.between(1, 6)) % 7]}`
}

function makeDay(month) {
  return random.between(1, [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month])
}

function makeSeason() {
  const from = random.below(12)
  const until = (from + random.between(1, 11)) % 12 // on over New Year, too
  switch (random.below(5)) {
    case 0: return months[from]
    case 1: return `${months[from]}-${months[until]}`
    case 2: return `${months[from]} ${two(makeDay(from))}`
    case 3: return `${months[from]} ${two(makeDay(from))}-${months[until]} ${two(makeDay(until))}`
    default: {
      const [a, b] = [makeDay(from), makeDay(from)].sort((x, y) => x - y)
      return a === b ? `${months[from]} ${two(a)}` : `${months[from]} ${two(a)}-${two(b)}`
    }
  }
}

function makeWeeks() {
  const from = random.between(1, 53)
  const until = random.between(from, 53)
  if (until === from || random.chance(0.3)) return two(from)
  return `${two(from)}-${two(until)}` + (random.chance(0.3) ? `/${random.between(2, 4)}` : '')
}

function dateText(at) {
  const day = new Date(at)
  return `${day.getFullYear()} ${months[day.getMonth()]} ${two(day.getDate())}`
}

/** Single dates stand last: a rule that recurs would go before them, and our structure keeps them apart. */
function makeDates(mayPassMidnight) {
  const from = first + random.below((last - first) / dayMs) * dayMs
  const until = from + random.between(1, 20) * dayMs
  const rule = { joined: ';', days: true, closes: random.chance(0.6), minutes: [], dates: [from, until] }
  const sameMonth = new Date(from).getMonth() === new Date(until).getMonth()
  const range = sameMonth ? `${dateText(from)}-${dateText(until).slice(-2)}` : `${dateText(from)}-${dateText(until)}`
  const what = rule.closes ? random.pick(['off', 'closed', 'off "春节"']) : random.list(2, () => makeSpan(rule, mayPassMidnight)).join(',')
  return { ...rule, text: `${random.chance(0.5) ? dateText(from) : range} ${what}` }
}

function makeText() {
  const rules = []
  // Times "off" beside spans over midnight are refused: a text has the one or the other.
  const mayPassMidnight = random.chance(0.6)
  for (let left = random.pick([1, 1, 2, 2, 3, 4]); left > 0; --left) {
    const rule = makeRule(mayPassMidnight)
    // A comma behind days alone goes on with the days, and one before a time with the times.
    const mayAdd = rules.length > 0 && !rules.at(-1).bare && rule.days
    rules.push({ ...rule, joined: mayAdd && random.chance(0.3) ? ',' : ';' })
  }
  if (random.chance(0.3)) rules.push(...random.list(2, () => makeDates(mayPassMidnight)))
  const text = rules.map((rule, i) => (i === 0 ? '' : rule.joined + ' ') + rule.text).join('')
  return { text: random.chance(0.05) ? text + ';' : text, rules }
}

// Where opening_hours.js (3.15.0) goes another way than the specification, by name: whether it does so with this text at this
// minute of a day. These instants are not asked.
const replaces = rule => rule.joined === ';' || rule.closes
const classes = {
  // What runs over midnight is cut when a later rule replaces the hours of the next day, and goes on when one replaces those
  // of the day on which it began (its issue 261, open).
  'a night replaced by day': ({ rules }, minute) =>
    rules.some((rule, i) => Math.max(...rule.minutes) - 1440 > minute && rules.slice(i + 1).some(replaces)),
  // Without days a rule is for all days, and replaces what others say of them. There it only adds to a rule with days.
  'no days behind days': ({ rules }) => rules.some((rule, i) => i > 0 && !rule.days && replaces(rule) && rules[i - 1].days),
  // "Feb 20-28" ends before it begins, as its end is reckoned as 1 March. "Feb 20-Feb 28" is read rightly.
  'February to its end': ({ text }) => /Feb \d\d-2[89]/.test(text),
}

/** On days at random and on those that the text names: a minute before, at and after the times that it names. */
function makeInstants(rules) {
  const days = [0, 1, 2].map(() => first + random.below((last - first) / dayMs) * dayMs)
  for (const rule of rules) for (const date of rule.dates ?? []) days.push(date + random.between(-1, 1) * dayMs)
  const minutes = [0, 720, ...rules.flatMap(rule => rule.minutes)]
  return days.flatMap(day => [0, 1, 2].map(() => day + (random.pick(minutes) + random.between(-1, 1)) * 60_000))
}

const questions = []
const leftOut = Object.fromEntries(Object.keys(classes).map(name => [name, 0]))
while (questions.length < Number(wanted)) {
  const made = makeText()
  const at_ms = makeInstants(made.rules).filter(at => {
    const other = Object.keys(classes).find(name => classes[name](made, (at / 60_000 + 480) % 1440))
    if (other) ++leftOut[other]
    return !other
  })
  if (at_ms.length > 0) questions.push({ text: made.text, at_ms })
}

const output = execFileSync(program, { input: questions.map(q => JSON.stringify(q) + '\n').join(''), maxBuffer: 1 << 28 })
const answers = output.toString().trimEnd().split('\n').map(line => JSON.parse(line))

let agreed = 0
let instants = 0
let open = 0
const differing = []
questions.forEach(({ text, at_ms }, i) => {
  const ours = answers[i].open ?? JSON.stringify(answers[i])
  let theirs
  try {
    const hours = new OpeningHours(text, null, { warnings_severity: 0 })
    theirs = at_ms.map(at => hours.getState(new Date(at)))
  } catch (error) {
    theirs = String(error).slice(0, 300)
  }
  const at = at_ms.findIndex((_, k) => ours[k] !== theirs[k])
  instants += at_ms.length
  open += answers[i].open?.filter(Boolean).length ?? 0
  if (Array.isArray(ours) && Array.isArray(theirs) && at < 0) ++agreed
  else {
    const one = answer => (Array.isArray(answer) ? answer[at] : answer)
    differing.push(`${text}\n    ${new Date(at_ms[Math.max(at, 0)])}: ours ${one(ours)}, theirs ${one(theirs)}`)
  }
})

console.log(`${agreed} of ${questions.length} texts agree at all of ${instants} instants, open at ${open} (seed ${seed}); instants left out: ` +
  Object.entries(leftOut).map(([name, count]) => `${name} ${count}`).join(', '))
for (const difference of differing.slice(0, 20)) console.log(difference)
process.exit(differing.length === 0 ? 0 : 1)
