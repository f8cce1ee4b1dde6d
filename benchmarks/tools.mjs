// What the benchmarks share: running a program and what it cost, a server for a while, wrk, nginx, signing in.
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync, readFileSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

export const program = 'build/release/src/unionhall'

/** Runs to its end; seconds of wall and CPU, and the most memory it held. */
export async function cost(command, args, options = {}) {
  const began = performance.now()
  const out = await output('/usr/bin/time', ['-f', '%U %S %M', '-o', `${work}/time`, command, ...args], options)
  const wall = (performance.now() - began) / 1000
  const [user, system, kilobytes] = readFileSync(`${work}/time`, 'utf8').trim().split('\n').pop().split(' ').map(Number)
  return { wall, cpu: user + system, megabytes: kilobytes / 1024, out }
}

export function output(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options })
    let out = ''
    let said = ''
    child.stdout.on('data', piece => (out += piece))
    child.stderr.on('data', piece => (said = (said + piece).slice(-4000)))
    child.on('error', reject)
    child.on('close', code => (code === 0 ? resolve(out) : reject(new Error(`${command} ${args.slice(0, 4).join(' ')} …: ${code}\n${said}`))))
    child.stdin.end(options.input ?? '')
  })
}

export const sql = (database, text) => execFileSync('sqlite3', [database], { input: text, maxBuffer: 1 << 30 }).toString().trim()

/** A folder for everything that is made on the way. */
export const work = process.env.UNIONHALL_BENCH ?? 'build/bench'
export function freshFolder(name) {
  rmSync(`${work}/${name}`, { recursive: true, force: true })
  mkdirSync(`${work}/${name}`, { recursive: true })
  return `${work}/${name}`
}

// ── Servers ────────────────────────────────────────────────────────────────────────────────────────────────────

const running = new Set()
process.on('exit', () => running.forEach(child => child.kill('SIGKILL')))

const mustRun = (child, url) => {
  if (child.exitCode !== null) throw new Error(`what should answer at ${url} ended by itself: exit code ${child.exitCode}`)
}

async function until(url, child) {
  for (const began = performance.now(); performance.now() - began < 60_000; await sleep(5)) {
    mustRun(child, url)
    try {
      if ((await fetch(url)).ok) return
    } catch {
      continue // it does not listen yet
    }
  }
  throw new Error(`${url} does not answer`)
}

/** Starts a program that serves, and waits for its first answer; how long that took. Nobody else may answer there. */
async function started(command, args, url, stdin = 'ignore') {
  const other = await fetch(url).catch(() => undefined)
  if (other) throw new Error(`somebody else answers at ${url}: end that first`)
  const began = performance.now()
  const child = spawn(command, args, { stdio: [stdin, 'ignore', 'ignore'] })
  running.add(child)
  await until(url, child)
  const seconds = (performance.now() - began) / 1000
  const stop = () => {
    mustRun(child, url)
    return new Promise(resolve => {
      running.delete(child)
      child.on('close', resolve)
      child.kill('SIGTERM')
    })
  }
  const peakMegabytes = () => {
    mustRun(child, url)
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024
  }
  return { seconds, stop, peakMegabytes, url: new URL(url).origin }
}

export function serve(data, port, more = []) {
  return started(program, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, ...more], `http://127.0.0.1:${port}/healthz`)
}

/** The same by `script/run`, which looks first whether something is to be built. */
export function run(data, members, port) {
  const settings = [`UNIONHALL_DATA=${data}`, `UNIONHALL_MEMBERS=${members}`]
  return started('env', [...settings, 'bash', 'script/run', '--listen', `127.0.0.1:${port}`], `http://127.0.0.1:${port}/healthz`)
}

/** Our edge answering a constant, with nothing behind it. */
export function serveConstant(port, bytes) {
  return started('build/release/benchmarks/http_bench', [port, 1, 2, bytes].map(String), `http://127.0.0.1:${port}/api/v1/constant`, 'pipe')
}

export function serveFile(port, bytes) {
  const folder = freshFolder('nginx')
  writeFileSync(`${folder}/file.json`, 'x'.repeat(bytes))
  writeFileSync(
    `${folder}/nginx.conf`,
    `daemon off; pid ${process.cwd()}/${folder}/pid; error_log ${process.cwd()}/${folder}/errors; worker_processes 2; user root;
     events { worker_connections 1024; }
     http { access_log off; sendfile on; keepalive_requests 1000000; client_body_temp_path ${process.cwd()}/${folder}/body;
       server { listen 127.0.0.1:${port}; root ${process.cwd()}/${folder}; } }`,
  )
  return started('/usr/sbin/nginx', ['-c', `${process.cwd()}/${folder}/nginx.conf`], `http://127.0.0.1:${port}/file.json`)
}

// ── Load ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Requests a second and the 99th percentile in milliseconds. Every answer must be a 2xx. */
export async function load(url, { connections = 64, threads = 1, seconds = 8, script, args = [], headers = {} } = {}) {
  const said = await output('wrk', [
    `-t${threads}`, `-c${connections}`, `-d${seconds}s`, '--latency', ...(script ? ['-s', script] : []),
    ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]), url, ...(args.length ? ['--', ...args] : []),
  ])
  const wrong = /Non-2xx or 3xx responses: (\d+)/.exec(said)
  if (wrong) throw new Error(`${wrong[1]} answers of ${url} were refusals`)
  const [, number, unit] = /99%\s+([\d.]+)(us|ms|s)/.exec(said)
  return { rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(said)[1]), p99: Number(number) * { us: 0.001, ms: 1, s: 1000 }[unit], requests: Number(/(\d+) requests in/.exec(said)[1]) }
}

export const median = numbers => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]

// ── A demo hall's people ───────────────────────────────────────────────────────────────────────────────────────

async function call(server, method, path, { token, body, headers = {} } = {}) {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'GET' ? {} : { 'idempotency-key': crypto.randomUUID() }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    body: body === undefined ? undefined : body instanceof Blob ? body : JSON.stringify(body),
    duplex: 'half',
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  return text ? JSON.parse(text) : undefined
}
export const api = call

/** A bearer token of whoever has this phone, with her first role in force where she is an officer. */
export async function signIn(server, phone, { officer = false } = {}) {
  const { demo_code } = await call(server, 'POST', '/sign-in/code', { body: { phone } })
  const { token } = await call(server, 'POST', '/sign-in', { body: { phone, code: demo_code }, headers: { 'x-session': 'token' } })
  if (!officer) return token
  const me = await call(server, 'GET', '/me', { token })
  const { code } = await call(server, 'GET', '/demo/totp', { token })
  await call(server, 'POST', '/officer-session', { token, body: { totp: code, role: me.roles[0].id } })
  return token
}
