// Measures what docs/performance.md promises, in one run on this machine, and writes that page. Ratios, not times: each
// number stands beside what the bare parts do on the same machine. `node benchmarks/bench.mjs [NAME…]` runs some of it.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, openAsBlob, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { linksOf } from './links.mjs'
import { api, cost, freshFolder, load, median, output, program, run, serve, serveConstant, serveFile, signIn, sql, work } from './tools.mjs'

const members = Number(process.env.UNIONHALL_BENCH_MEMBERS ?? 863_300)
const columns = 23
const port = 18_080
const registrar = '12000000001' // of the city, and the first who is shown on a demo's sign-in page
const chair = '12000000002'
const worker = '12000000051' // a member whose account is her own record's

const rows = []
const number = (value, digits = 0) => value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
/** One line of the table; `reached` is nothing where there is no goal. */
function report(what, measured, against, goal, reached) {
  rows.push({ what, measured, against, goal, reached })
  console.log(`${reached === undefined ? ' ' : reached ? '✓' : '✗'} ${what}: ${measured}${against ? ` (${against})` : ''}${goal ? `, goal ${goal}` : ''}`)
}

// ── What everything stands on ──────────────────────────────────────────────────────────────────────────────────

// They stay for the next run; one of fewer members would be another city.
const city = `${work}/city-of-${members}`
const roster = { csv: `${work}/roster-of-${members}.csv`, xlsx: `${work}/roster-of-${members}.xlsx` }
const demo = (...args) => cost(program, ['demo', '--members', `${members}`, ...args])

async function prepare() {
  mkdirSync(work, { recursive: true })
  if (!existsSync(`${city}/built`)) {
    rmSync(city, { recursive: true, force: true })
    const built = await demo('--data', city)
    writeFileSync(`${city}/built`, JSON.stringify({ wall: built.wall, megabytes: built.megabytes }))
  }
  await output(program, ['migrate', '--data', city]) // built by an earlier program, perhaps
  for (const file of Object.values(roster)) if (!existsSync(file)) await demo('--write-roster', file)
}

/** A hall with the city's unions and nobody in them. */
async function unionsAlone(name) {
  const data = freshFolder(name)
  await demo('--unions-only', '--data', data)
  return data
}

// ── Imports ────────────────────────────────────────────────────────────────────────────────────────────────────

const importing = (file, where) => cost(program, ['import', 'members', file, ...where, '--org', '610400'])

/** The tables that an import leaves, as csv files in the order of their keys. */
function dumped(database) {
  const folder = freshFolder('dump')
  const tables = ['people', 'identity_index', 'phone_index', 'members', 'live_membership', 'word_index', 'figures', 'audit_events']
  for (const table of tables) sql(database, `.mode csv\n.output ${folder}/${table}.csv\nSELECT * FROM ${table};`)
  return { folder, tables }
}

/** sqlite3 .import of the same tables, then their indexes. */
async function bareImport(database, { folder, tables }) {
  const names = tables.map(table => `'${table}'`).join()
  const schema = kind => sql(database, `SELECT sql || ';' FROM sqlite_master WHERE type = '${kind}' AND tbl_name IN (${names}) AND sql IS NOT NULL;`)
  // csv knows no NULL, so rules about it are left out.
  const made = schema('table').replace(/,\s*CHECK \(\(.*?IS NULL\)\)/gs, '')
  const target = freshFolder('bare')
  return cost('sqlite3', [`${target}/bare.db`], {
    input: `PRAGMA journal_mode = WAL;\nPRAGMA synchronous = FULL;\n${made}\n.mode csv\n${tables.map(table => `.import ${folder}/${table}.csv ${table}`).join('\n')}\n${schema('index')}\n`,
  })
}

async function imports() {
  const csv = await importing(roster.csv, ['--data', await unionsAlone('import-csv')])
  const database = `${work}/import-csv/unionhall.db`
  const dump = dumped(database)
  const bare = await bareImport(database, dump)
  rmSync(dump.folder, { recursive: true })
  const plain = await cost('sqlite3', [`${freshFolder('plain')}/plain.db`], { input: `.mode csv\n.import ${roster.csv} roster\n` })
  const ratio = csv.wall / bare.wall
  report(`import of ${number(members)} members, csv`, `${number(ratio, 2)} × (${number(csv.wall, 1)} s, ${number(csv.cpu, 1)} s CPU)`,
    `sqlite3 .import of the tables it leaves, with their indexes: ${number(bare.wall, 1)} s`, '≤ 2 ×', ratio <= 2)
  report('the same against the plain file', `${number(csv.wall / plain.wall, 1)} ×`, `sqlite3 .import of the file into one table: ${number(plain.wall, 1)} s`)
  report('memory of the import', `${number(csv.megabytes)} MB`, '', '≤ 256 MB', csv.megabytes <= 256)

  const xlsx = await importing(roster.xlsx, ['--data', await unionsAlone('import-xlsx')])
  const more = (xlsx.cpu - csv.cpu) / ((members * columns) / 1e6)
  report('the same as xlsx', `${number(more, 2)} s CPU per million cells over csv (${number(xlsx.wall, 1)} s in all)`, 'the csv run', '≤ 1.5 s', more <= 1.5)
  report('memory of the import as xlsx', `${number(xlsx.megabytes)} MB`, '', '≤ 256 MB', xlsx.megabytes <= 256)
}

/** Needs a PostgreSQL server in PGHOST, PGPORT, PGUSER: pg_virtualenv gives one. */
async function importsOnPostgresql() {
  const server = `postgresql://${process.env.PGUSER}:${process.env.PGPASSWORD ?? ''}@${process.env.PGHOST}:${process.env.PGPORT}`
  const fresh = name => {
    execFileSync('dropdb', ['--if-exists', name])
    execFileSync('createdb', ['-T', 'template0', '-E', 'UTF8', '--lc-collate=C', '--lc-ctype=C.UTF-8', name])
    return `${server}/${name}`
  }
  const hall = fresh('bench_hall')
  await demo('--unions-only', '--database', hall, '--keys', `${city}/keys`)
  const ours = await importing(roster.csv, ['--database', hall, '--keys', `${city}/keys`])
  const bare = fresh('bench_bare')
  await output(program, ['migrate', '--database', bare])
  const folder = `${process.cwd()}/${freshFolder('copy')}`
  const tables = ['people', 'identity_index', 'phone_index', 'members', 'live_membership', 'word_index', 'figures', 'audit_events']
  for (const table of tables) execFileSync('psql', ['-q', '-d', hall, '-c', `\\copy ${table} TO ${folder}/${table}`])
  const copied = await cost('psql', ['-q', '-d', bare, ...tables.flatMap(table => ['-c', `\\copy ${table} FROM ${folder}/${table}`])])
  report('import of the same csv into PostgreSQL', `${number(ours.wall / copied.wall, 2)} × (${number(ours.wall, 1)} s)`, `COPY of the tables it leaves, indexes in place: ${number(copied.wall, 1)} s`)
  const again = fresh('bench_hall')
  await demo('--unions-only', '--database', again, '--keys', `${city}/keys`)
  const xlsx = await importing(roster.xlsx, ['--database', again, '--keys', `${city}/keys`])
  const more = (xlsx.cpu - ours.cpu) / ((members * columns) / 1e6)
  report('the same as xlsx into PostgreSQL', `${number(more, 2)} s CPU per million cells over csv (${number(xlsx.wall, 1)} s in all)`, 'the csv run')
  for (const name of ['bench_hall', 'bench_bare']) execFileSync('dropdb', [name])
  rmSync(folder, { recursive: true })
}

// ── HTTP ───────────────────────────────────────────────────────────────────────────────────────────────────────

async function ownRecord() {
  let server = await serve(city, port)
  report('start to first answer', `${number(server.seconds, 2)} s`, `a hall of ${number(members)} members`, '≤ 1 s', server.seconds <= 1)
  await server.stop()
  await output('bash', ['script/run', '--help'], { env: { ...process.env, UNIONHALL_DATA: city, UNIONHALL_MEMBERS: `${members}` } }) // builds what is not built yet
  server = await run(city, members, port)
  report('a second `script/run` to its first answer', `${number(server.seconds, 2)} s`, 'the same hall', '≤ 1 s', server.seconds <= 1)
  const headers = { authorization: `Bearer ${await signIn(server, worker)}` }
  const bytes = (await (await fetch(`${server.url}/api/v1/me/record`, { headers })).arrayBuffer()).byteLength
  const nginx = await serveFile(port + 1, bytes)
  const constant = await serveConstant(port + 2, bytes)
  const rates = { record: [], nginx: [], constant: [] }
  for (let round = 0; round < 3; ++round) {
    rates.record.push((await load(`${server.url}/api/v1/me/record`, { headers })).rate)
    rates.nginx.push((await load(`${nginx.url}/file.json`)).rate)
    rates.constant.push((await load(`${constant.url}/api/v1/constant`)).rate)
  }
  const [record, file, edge] = [rates.record, rates.nginx, rates.constant].map(median)
  report('signed-in GET /me/record', `${number(record / file, 2)} × (${number(record)} a second)`, `nginx sending a file of ${number(bytes)} bytes: ${number(file)}`, '≥ 0.35 ×', record / file >= 0.35)
  report('our edge answering a constant of that size', `${number(edge / file, 2)} × (${number(edge)} a second)`, 'the same nginx')
  await Promise.all([server.stop(), nginx.stop(), constant.stop()])
}

/** A folder with the city in it, to be changed and thrown away. */
function cityCopy(name) {
  const data = freshFolder(name)
  execFileSync('cp', ['-r', `${city}/.`, data])
  return data
}

/** At least 100,000 different members are opened, and as many looks are on record for the first time. */
async function looks() {
  const data = cityCopy('opening')
  const database = `${data}/unionhall.db`
  const server = await serve(data, port)
  const headers = { authorization: `Bearer ${await signIn(server, registrar, { officer: true })}` }
  // In no order, as people call at a desk.
  const ids = sql(database, 'SELECT id FROM members ORDER BY (id * 7919) % 1000003;').split('\n')
  const recorded = () => Number(sql(database, "SELECT count(*) FROM audit_events WHERE what = 'look';"))
  const before = recorded()
  let [opened, seconds] = [0, 0]
  for (; opened < 100_000; seconds += 10) {
    const run = await openings(server, ids.slice(opened), { connections: 64, seconds: 10, headers })
    opened += run.requests
  }
  const looked = recorded() - before
  if (looked < 100_000 || looked < opened) throw new Error(`${opened} members were opened, and ${looked} looks are on record`)
  const rate = opened / seconds
  const raw = Number(await output('build/release/benchmarks/group_commit_bench', [database, '64', '100000', 'audit_events']))
  report('an officer opening different members, each look durable', `${number(rate / raw, 2)} × (${number(rate)} a second, ${number(opened)} members, as many looks)`,
    `raw SQLite group commit of that row by 64 who wait: ${number(raw)}`, '≥ 0.5 ×', rate / raw >= 0.5)
  report('memory of the server under this load', `${number(server.peakMegabytes())} MB`, `${number(members)} members`, '≤ 256 MB', server.peakMegabytes() <= 256)
  await server.stop()
  rmSync(data, { recursive: true })
}

/** Opens one of these members after the other. */
function openings(server, ids, options) {
  const file = `${work}/members.txt`
  writeFileSync(file, ids.join('\n') + '\n')
  return load(server.url, { script: 'benchmarks/opening.lua', args: [file], ...options })
}

/** How many rows each table holds. */
const rowCounts = database =>
  Object.fromEntries(
    sql(database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%';")
      .split('\n')
      .map(table => [table, Number(sql(database, `SELECT count(*) FROM ${table};`))]),
  )

/** What a bare group commit by 64 who wait makes of the rows that each of so many writes has left since `before`. */
async function bareCommit(database, before, writes) {
  while (sql(database, 'SELECT count(*) FROM audit_unsealed;') !== '0') await sleep(100) // the chain is one of them
  const left = Object.entries(rowCounts(database))
    .map(([table, rows]) => [table, Math.round((rows - before[table]) / writes)])
    .filter(([, rows]) => rows > 0)
  const rate = Number(await output('build/release/benchmarks/group_commit_bench', [database, '64', '50000', ...left.map(pair => pair.join(':'))]))
  return { rate, said: `raw SQLite group commit of the rows it leaves (${left.map(([table, rows]) => `${rows} ${table}`).join(', ')}): ${number(rate)}` }
}

/** Durable writes by many at once. */
async function writes() {
  const data = await unionsAlone('founding')
  const database = `${data}/unionhall.db`
  const server = await serve(data, port)
  const token = await signIn(server, registrar, { officer: true })
  const root = (await api(server, 'GET', '/me', { token })).roles[0].org.id
  const before = rowCounts(database)
  const crowd = await load(server.url, { seconds: 10, script: 'benchmarks/founding.lua', args: ['crowd', root], headers: { authorization: `Bearer ${token}` } })
  const raw = await bareCommit(database, before, crowd.requests)
  report('a durable write over HTTP: unions founded by 64 at once', `${number(crowd.rate / raw.rate, 2)} × (${number(crowd.rate)} a second)`, raw.said, '≥ 0.5 ×', crowd.rate / raw.rate >= 0.5)
  await server.stop()
}

/** The roster in two: its first rows, and all the others; each with the head of the form. */
function rosterInTwo(first) {
  const lines = readFileSync(roster.csv, 'utf8').split('\n')
  const head = lines.findIndex(line => line.startsWith('1,'))
  const files = [lines.slice(head, head + first), lines.slice(head + first)].map((part, at) => {
    const file = `${work}/roster-part-${at}.csv`
    writeFileSync(file, [...lines.slice(0, head), ...part].join('\n'))
    return file
  })
  return files
}

/** What is done at the desk while a city is being imported there, by 8 at once: the slowest of a hundred beside that of an idle hall. */
async function beside() {
  const known = 100_000 // who are there already, to be opened
  const [first, rest] = rosterInTwo(known)
  const data = await unionsAlone('busy')
  await importing(first, ['--data', data])
  const server = await serve(data, port)
  const token = await signIn(server, registrar, { officer: true })
  const confirmer = await signIn(server, chair, { officer: true })
  const root = (await api(server, 'GET', '/me', { token })).roles[0].org.id
  const headers = { authorization: `Bearer ${token}` }
  const ids = sql(`${data}/unionhall.db`, 'SELECT id FROM members ORDER BY (id * 7919) % 1000003;').split('\n')
  const seconds = 4
  const todo = {
    'join applications': run => load(server.url, { connections: 8, seconds, script: 'benchmarks/joining.lua', args: [root, run === 'idle' ? 0 : known], headers }),
    'unions founded': run => load(server.url, { connections: 8, seconds, script: 'benchmarks/founding.lua', args: [run, root], headers }),
    'members opened': run => openings(server, run === 'idle' ? ids.slice(0, known / 2) : ids.slice(known / 2), { connections: 8, seconds, headers }),
  }
  const measured = async run => {
    const all = {}
    for (const [what, work] of Object.entries(todo)) all[what] = await work(run)
    return all
  }
  const idle = await measured('idle')

  const { id } = await api(server, 'POST', `/imports?kind=members&org=${root}&name=roster.csv`, { token, body: await openAsBlob(rest), headers: { 'content-type': 'application/octet-stream' } })
  const now = () => api(server, 'GET', `/imports/${id}`, { token })
  const reached = async state => {
    let it = await now()
    for (; it.state !== state; it = await now()) await sleep(200)
    return it
  }
  let it = await reached('checked')
  await api(server, 'POST', `/imports/${id}/commit`, { token, body: { confirmer: (await api(server, 'GET', '/me', { token: confirmer })).id }, headers: { 'if-match': `"${it.version}"` } })
  it = await now()
  await api(server, 'POST', `/imports/${id}/confirmation`, { token: confirmer, headers: { 'if-match': `"${it.version}"` } })
  const busy = await measured('busy')
  const { state, progress } = await now()
  if (state !== 'committing') throw new Error('the import ended before the load did: import more')
  await reached('committed')
  for (const what of Object.keys(todo)) {
    report(`p99 of ${what} by 8 at once while ${number(members - known)} members are imported`, `${number(busy[what].p99 / idle[what].p99, 1)} × (${number(busy[what].p99, 1)} ms, ${number(busy[what].rate)} a second)`,
      `idle: ${number(idle[what].p99, 1)} ms, ${number(idle[what].rate)} a second`, '≤ 10 ×', busy[what].p99 / idle[what].p99 <= 10)
  }
  console.log(`  (when the load ended, the import had written ${number(progress.done)} of ${number(progress.total)} rows)`)
  report('memory of the server after it', `${number(server.peakMegabytes())} MB`, 'import, writes and openings at once', '≤ 256 MB', server.peakMegabytes() <= 256)
  await server.stop()
}

/** An officer's inbox of 100,000 open cases: its first page, beside the own-record read. */
async function inbox() {
  const waiting = 100_000
  const data = freshFolder('inbox')
  execFileSync('cp', ['-r', `${city}/.`, data])
  const database = `${data}/unionhall.db`
  await output(program, ['migrate', '--data', data])
  const root = sql(database, 'SELECT id FROM orgs WHERE parent_id IS NULL;')
  sql(database, `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${waiting})
    INSERT INTO cases (id, region, type, rules, number, org_id, state, subject, filed_by, filed_at_ms, updated_at_ms)
    SELECT 9000000000000000000 + i, 1, 'joining', 1, printf('%08d', i), ${root}, 'checking', '李小河', 1, 0, 0 FROM n;
    INSERT INTO case_tasks (id, region, case_id, type, state, party, org_id, first_org_id, desk, since_ms, days, counted, due_on, next_at_ms)
    SELECT id + 1000000, 1, id, 'joining', 'checking', 'addressed', ${root}, ${root}, 'organisation', 0, 7, 'working_days', date('2099-01-01', (id % 300) || ' days'), 9000000000000000 FROM cases;
    INSERT INTO case_events (id, region, case_id, at_ms, key, party, state) SELECT id + 2000000, 1, id, 0, 'filed', 'applicant', 'checking' FROM cases;`)
  const server = await serve(data, port)
  const officer = { authorization: `Bearer ${await signIn(server, registrar, { officer: true })}` }
  const member = { authorization: `Bearer ${await signIn(server, worker)}` }
  const rates = { inbox: [], record: [] }
  for (let round = 0; round < 3; ++round) {
    rates.inbox.push((await load(`${server.url}/api/v1/cases?inbox=1&limit=20`, { headers: officer, seconds: 4 })).rate)
    rates.record.push((await load(`${server.url}/api/v1/me/record`, { headers: member, seconds: 4 })).rate)
  }
  await server.stop()
  rmSync(data, { recursive: true })
  const [page, record] = [rates.inbox, rates.record].map(median)
  report(`first page (20) of an inbox of ${number(waiting)} open cases`, `${number(page / record, 2)} × (${number(page)} a second)`, `the own-record read: ${number(record)}`, '≥ 0.5 ×', page / record >= 0.5)
}

/** The nearest 20 of 200,000 stations that are open now, of all and of every fiftieth that has an AED, beside the own-record read. */
async function stations() {
  const many = 200_000
  const data = freshFolder('stations')
  execFileSync('cp', ['-r', `${city}/.`, data])
  const database = `${data}/unionhall.db`
  await output(program, ['migrate', '--data', data])
  const root = sql(database, 'SELECT id FROM orgs WHERE parent_id IS NULL;')
  // Five kinds of hours: three are open at whatever hour this runs.
  sql(database, `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${many})
    INSERT INTO stations (id, region, turn, code, county, number, door, name, kind, build_type, keeper, address, lng_e7, lat_e7, hours, facilities, state, confirmed_at_ms, confirmed_by, created_at_ms, updated_at_ms)
    SELECT 9000000000000000000 + i, 1, 1000000, printf('XY-619999-%06d', i), '619999', i, printf('door-%d', i), printf('第%d邮政驿站', i), 'station', 'shared', ${root},
      printf('秦都区人民路街道人民中路 %d 号邮政支局一层', i), 1076000000 + (i * 2654435761 % 16000000), 341000000 + (i * 40503 * 7919 % 13000000),
      CASE i % 5 WHEN 0 THEN '{"parts":[{"week":{"mo":[{"from":"09:00","until":"09:01"}]}}]}' WHEN 1 THEN '' ELSE '{"always":true}' END,
      'water,seats,climate,charging,microwave,first_aid,toilet' || iif(i % 50, '', ',aed'), 'open', 1783000000000, 'visitor', 0, 0 FROM n;
    UPDATE station_turns SET turn = 1000001;
    ANALYZE;`)
  const server = await serve(data, port)
  const headers = { authorization: `Bearer ${await signIn(server, worker)}` }
  const nearest = more => load(server.url, { seconds: 4, script: 'benchmarks/nearest.lua', args: [more] })
  await nearest('"open":true') // reads them all
  const rates = { open: [], filtered: [], record: [] }
  for (let round = 0; round < 3; ++round) {
    rates.open.push((await nearest('"open":true')).rate)
    rates.filtered.push((await nearest('"open":true,"facility":"aed"')).rate)
    rates.record.push((await load(`${server.url}/api/v1/me/record`, { headers, seconds: 4 })).rate)
  }
  const peak = server.peakMegabytes()
  await server.stop()
  rmSync(data, { recursive: true })
  const [open, filtered, record] = [rates.open, rates.filtered, rates.record].map(median)
  report(`nearest 20 open now of ${number(many)} stations`, `${number(open / record, 2)} × (${number(open)} a second)`, `the own-record read: ${number(record)}`, '≥ 0.5 ×', open / record >= 0.5)
  report('the same where one in fifty has what is asked for', `${number(filtered / record, 2)} × (${number(filtered)} a second)`, `the own-record read: ${number(record)}`, '≥ 0.5 ×', filtered / record >= 0.5)
  report('memory of the server after it', `${number(peak)} MB`, `${number(many)} stations in memory`)
}

/** A hall with so many appeals on record, every tenth of them open at the root. */
async function hallWithAppeals(many) {
  const data = await unionsAlone(`appeals-${many}`)
  const database = `${data}/unionhall.db`
  const root = sql(database, 'SELECT id FROM orgs WHERE parent_id IS NULL;')
  sql(database, `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${many})
    INSERT INTO cases (id, region, type, rules, number, org_id, state, outcome, subject, filed_by, filed_at_ms, ended_at_ms, updated_at_ms)
    SELECT 9000000000000000000 + i, 1, 'appeal', 1, printf('%08d', i), ${root}, iif(i % 10, 'closed', 'received'), iif(i % 10, 'granted', ''), '李小河', 1, 0, iif(i % 10, 1, NULL), 0 FROM n;
    INSERT INTO appeal_forms (id, region, asked_org, category, category_by, kind, difficulty, channel, filed_month)
    SELECT id, 1, org_id, 'living.canteen', 'words', 'demand', 'ordinary', 'hotline', '2026-07' FROM cases;
    INSERT INTO case_tasks (id, region, case_id, type, state, party, org_id, first_org_id, desk, since_ms, days, counted, due_on, next_at_ms)
    SELECT id + 2000000, 1, id, 'appeal', state, 'addressed', org_id, org_id, 'rights', 0, 5, 'working_days', date('2099-01-01', (id % 300) || ' days'), 9000000000000000 FROM cases WHERE outcome = '';
    INSERT INTO case_events (id, region, case_id, at_ms, key, party, state) SELECT id + 4000000, 1, id, 0, 'filed', 'applicant', 'received' FROM cases;
    ANALYZE;`)
  return { data, root }
}

/** Intake and inbox where there are few appeals and where there are many, by turns. */
async function appeals() {
  const halls = []
  for (const many of [10_000, 1_000_000]) {
    const { data, root } = await hallWithAppeals(many)
    const server = await serve(data, port + halls.length)
    // The chair sees every desk's tasks; the registrar's desk has none among them, and must not read through the others'.
    const [headers, elsewhere] = await Promise.all([chair, registrar].map(async who => ({ authorization: `Bearer ${await signIn(server, who, { officer: true })}` })))
    halls.push({ many, data, root, server, headers, elsewhere, intake: [], inbox: [], empty: [] })
  }
  for (let round = 0; round < 3; ++round) {
    for (const { server, root, headers, elsewhere, intake, inbox, empty } of halls) {
      inbox.push((await load(`${server.url}/api/v1/cases?inbox=1&limit=20&type=appeal`, { headers, seconds: 4 })).rate)
      empty.push((await load(`${server.url}/api/v1/cases?inbox=1&limit=20`, { headers: elsewhere, seconds: 2 })).rate)
      intake.push((await load(server.url, { seconds: 4, script: 'benchmarks/appealing.lua', args: [root, `${round}`], headers })).rate)
    }
  }
  await Promise.all(halls.map(hall => hall.server.stop()))
  const [few, many] = halls
  for (const [what, name] of [['appeals written down by 64 at once', 'intake'], ['first page (20) of an inbox of appeals', 'inbox'], ["inbox of another desk of that union", 'empty']]) {
    const [slow, fast] = [many, few].map(hall => median(hall[name]))
    report(`${what}, at ${number(many.many)}`, `${number(fast / slow, 2)} × the time at ${number(few.many)} (${number(slow)} a second)`, `there: ${number(fast)} a second`, '≤ 1.5 ×', fast / slow <= 1.5)
  }
  for (const { data } of halls) rmSync(data, { recursive: true })
}

/** Applications to join, filled in by an officer for people without a phone at hand; each has a document of its own. */
async function joining() {
  const data = await unionsAlone('joining')
  const database = `${data}/unionhall.db`
  const server = await serve(data, port)
  const token = await signIn(server, registrar, { officer: true })
  const root = (await api(server, 'GET', '/me', { token })).roles[0].org.id
  const before = rowCounts(database)
  const crowd = await load(server.url, { connections: 64, seconds: 10, script: 'benchmarks/joining.lua', args: [root], headers: { authorization: `Bearer ${token}` } })
  const raw = await bareCommit(database, before, crowd.requests)
  report('durable join applications by 64 at once', `${number(crowd.rate / raw.rate, 2)} × (${number(crowd.rate)} a second)`, raw.said, '≥ 0.5 ×', crowd.rate / raw.rate >= 0.5)
  await server.stop()
}

/** A mailing to the whole city, once its links are prepared. */
async function preparedMailing(server, token) {
  const org = (await api(server, 'GET', '/me', { token })).roles[0].org.id
  const { id } = await api(server, 'POST', '/verification-mailings', { token, body: { org } })
  for (;;) {
    await sleep(50)
    const mailing = await api(server, 'GET', `/verification-mailings/${id}`, { token })
    if (mailing.state !== 'preparing') return mailing
  }
}

/** A link for every member of the city who has not verified her record. */
async function links() {
  const server = await serve(city, port)
  const token = await signIn(server, registrar, { officer: true })
  const began = performance.now()
  const mailing = await preparedMailing(server, token)
  const seconds = (performance.now() - began) / 1000
  // Ended, so that the next run may prepare its own.
  await api(server, 'POST', `/verification-mailings/${mailing.id}/steps`, { token, body: { step: 'stop' }, headers: { 'if-match': `"${mailing.version}"` } })
  const all = (seconds * members) / mailing.counts.prepared
  report(`links prepared for ${number(mailing.counts.prepared)} members`, `${number(seconds, 1)} s (${number(mailing.counts.prepared / seconds)} a second)`,
    `at this pace ${number(members)} take ${number(all, 1)} s`, '≤ 10 s', all <= 10)
  await server.stop()
}

/** Members who open their records by a link each and confirm them. The pace is the audit's: links may run out before the time does. */
async function confirmations() {
  const data = freshFolder('confirming')
  execFileSync('cp', ['-r', `${city}/.`, data])
  const database = `${data}/unionhall.db`
  const server = await serve(data, port, ['--trusted-proxies', '127.0.0.1'])
  const mailing = await preparedMailing(server, await signIn(server, registrar, { officer: true }))
  sql(database, `.timeout 60000\nUPDATE verification_links SET state = 'sent' WHERE mailing_id = ${mailing.id};`)
  const files = { links: `${work}/links.txt`, looks: `${work}/looks.txt` }
  writeFileSync(files.links, (await linksOf(data, mailing.id, roster.csv, 100_000)).join('\n') + '\n')

  const steps = []
  for (const [script, args, what] of [['looking', [files.links, files.looks], 'link_opened'], ['confirming', [files.looks], 'verify']]) {
    const before = rowCounts(database)
    await load(server.url, { seconds: 10, script: `benchmarks/${script}.lua`, args })
    const [done, seconds] = sql(database, `SELECT count(*), (max(at_ms) - min(at_ms)) / 1000.0 FROM audit_events WHERE what = '${what}';`).split('|').map(Number)
    steps.push({ done, rate: done / seconds, raw: await bareCommit(database, before, done) })
  }
  const [look, confirmation] = steps
  const both = 1 / (1 / look.rate + 1 / confirmation.rate)
  const ratio = confirmation.rate / confirmation.raw.rate
  report('members confirming their records by 64 at once, each by her own link', `${number(ratio, 2)} × (${number(confirmation.rate)} a second, ${number(confirmation.done)} members; ${number(both)} with the opening)`,
    confirmation.raw.said, '≥ 0.5 ×', ratio >= 0.5)
  report('the opening before it, with the last four signs', `${number(look.rate / look.raw.rate, 2)} × (${number(look.rate)} a second)`, look.raw.said)
  await server.stop()
  rmSync(data, { recursive: true })
}

/** First sign-ins: a code by text is asked for and typed, and a session is open. */
async function signIns() {
  const data = await unionsAlone('signing-in')
  const database = `${data}/unionhall.db`
  const server = await serve(data, port, ['--trusted-proxies', '127.0.0.1'])
  const before = rowCounts(database)
  const crowd = await load(server.url, { threads: 64, seconds: 10, script: 'benchmarks/signing_in.lua' })
  const rate = crowd.rate / 2 // a code, and what it opens
  const raw = await bareCommit(database, before, crowd.requests / 2)
  report('sign-ins by 64 at once, each with a code by text', `${number(rate / raw.rate, 2)} × (${number(rate)} a second)`, raw.said)
  await server.stop()
}

/** The same hall with twelve members for each one, as rows and as figures; both are asked by turns. */
async function figures() {
  const many = freshFolder('ten-million')
  execFileSync('cp', ['-r', `${city}/.`, many])
  const names = sql(`${many}/unionhall.db`, "SELECT group_concat(name) FROM pragma_table_info('members') WHERE name NOT IN ('id', 'person_id');")
  for (let copy = 1; copy < 12; ++copy) {
    sql(`${many}/unionhall.db`, `PRAGMA synchronous = OFF; INSERT INTO members (id, person_id, ${names}) SELECT id + ${copy} * 1000000000000000, person_id + ${copy} * 1000000000000000, ${names} FROM members WHERE id < (SELECT min(id) FROM members) + 1000000000000000;`)
  }
  sql(`${many}/unionhall.db`, "UPDATE figures SET value = value * 12 WHERE figure LIKE 'members%' OR figure LIKE 'verified%';")
  const counted = Number(sql(`${many}/unionhall.db`, 'SELECT count(*) FROM members;'))

  const halls = []
  for (const [data, at] of [[city, port], [many, port + 3]]) {
    const server = await serve(data, at)
    const token = await signIn(server, registrar, { officer: true })
    const org = (await api(server, 'GET', '/me', { token })).roles[0].org.id
    const shown = (await api(server, 'GET', `/figures?org=${org}`, { token })).figures.members
    halls.push({ server, token, org, shown, rates: [] })
  }
  for (let round = 0; round < 5; ++round) {
    for (const { server, token, org, rates } of halls) rates.push((await load(`${server.url}/api/v1/figures?org=${org}`, { seconds: 4, headers: { authorization: `Bearer ${token}` } })).rate)
  }
  await Promise.all(halls.map(hall => hall.server.stop()))
  rmSync(many, { recursive: true })
  const [small, large] = halls.map(hall => median(hall.rates))
  const ratio = large / small
  report(`figures of the city at ${number(halls[1].shown)} members`, `${number(ratio, 2)} × (${number(large)} a second, ${number(counted)} rows)`, `at ${number(halls[0].shown)}: ${number(small)}`, '0.8 … 1.2 ×', ratio > 0.8 && ratio < 1.2)
}

// ── The page ───────────────────────────────────────────────────────────────────────────────────────────────────

function page() {
  const cell = text => (text ?? '').replaceAll('|', '\\|')
  const lines = rows.map(row => `| ${cell(row.what)} | ${cell(row.measured)} | ${cell(row.against)} | ${cell(row.goal)} | ${row.reached === undefined ? '' : row.reached ? 'yes' : '**no**'} |`)
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD']).toString().trim()
  const built = JSON.parse(readFileSync(`${city}/built`, 'utf8'))
  return `# Performance

Measured by \`script/bench\` at ${commit}, on ${cpus().length} cores (${cpus()[0].model.trim()}). Every goal is a ratio between two things measured
in the same run: the times belong to the machine. The roster has ${number(members)} rows of ${columns} columns (${number(statSync(roster.csv).size / 1e6)} MB as csv,
${number(statSync(roster.xlsx).size / 1e6)} MB as xlsx); building the whole demo city took ${number(built.wall)} s and ${number(built.megabytes)} MB.

| what | measured | against | goal | reached |
|---|---|---|---|---|
${lines.join('\n')}

${written()}`
}

/** What people wrote below the table stays. */
function written() {
  const before = existsSync('docs/performance.md') ? readFileSync('docs/performance.md', 'utf8') : ''
  const at = before.indexOf('## ')
  return at < 0 ? '' : before.slice(at)
}

/** The largest county moves below another union with all its members, while somebody reads the tree. */
async function moves() {
  const data = cityCopy('moving')
  const server = await serve(data, port)
  const token = await signIn(server, registrar, { officer: true })
  const root = (await api(server, 'GET', '/me', { token })).roles[0].org.id
  const counties = (await api(server, 'GET', `/orgs?parent=${root}&limit=100`, { token })).items
  const sized = await Promise.all(counties.map(async one => ({ ...one, members: (await api(server, 'GET', `/figures?org=${one.id}`, { token })).figures.members })))
  const [largest, other] = sized.toSorted((a, b) => b.members - a.members)
  let moving = true
  const waits = []
  const reader = (async () => {
    while (moving) {
      const asked = performance.now()
      await api(server, 'GET', `/orgs?within=${root}&limit=20`, { token })
      waits.push(performance.now() - asked)
    }
  })()
  const seconds = []
  for (const parent of [other.id, root, other.id, root, other.id]) {
    const { version } = await api(server, 'GET', `/orgs/${largest.id}`, { token })
    const began = performance.now()
    await api(server, 'POST', `/orgs/${largest.id}/moves`, { token, headers: { 'if-match': `"${version}"` }, body: { parent, reason: 'bench' } })
    seconds.push((performance.now() - began) / 1000)
  }
  moving = false
  await reader
  await server.stop()
  rmSync(data, { recursive: true })
  const slowest = Math.max(...seconds)
  report(`moving a union with ${number(largest.members)} members, the slowest of five`, `${number(slowest, 2)} s`, `a reader beside it: ${number(waits.length)} answers, the slowest ${number(Math.max(...waits))} ms`, '≤ 1 s', slowest <= 1)
}

const parts = { imports, importsOnPostgresql, ownRecord, looks, writes, beside, moves, figures, inbox, stations, appeals, joining, links, confirmations, signIns }
const wanted = process.argv.slice(2)
await prepare()
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`── ${name}`)
  await part()
}
if (wanted.length === 0) writeFileSync('docs/performance.md', page())
process.exit(rows.some(row => row.reached === false) ? 1 : 0)
