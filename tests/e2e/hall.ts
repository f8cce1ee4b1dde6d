// Makes a small demo city in a fresh folder and opens a hall of it on a free port for each who plays stories; closes them afterwards.
// UNIONHALL_HALL=http://127.0.0.1:8080 plays all stories on a demo hall that is open already; UNIONHALL_OUTBOX names the file of its
// texts, and it believes the issuers of notes.ts.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { halls } from './halls'
import { issuers } from './notes'

const root = resolve(import.meta.dirname, '../..')

export default async function open() {
  if (process.env.UNIONHALL_HALL) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'unionhall-stories-'))
  const data = (number: number) => join(folder, `data-${number}`)
  demoIn(data(0), 5000)
  for (let number = 1; number < halls; ++number) cpSync(data(0), data(number), { recursive: true })
  const serving: Served[] = []
  for (let number = 0; number < halls; ++number) {
    process.env[`UNIONHALL_OUTBOX_${number}`] = outboxIn(data(number))
    const hall = await serve(data(number))
    serving.push(hall)
    process.env[`UNIONHALL_HALL_${number}`] = hall.address
  }
  return async () => {
    await Promise.all(serving.map(hall => hall.close()))
    rmSync(folder, { recursive: true })
  }
}

/** Where a hall of these data writes its texts. */
export const outboxIn = (data: string) => join(data, 'outbox/sms.jsonl')

export function demoIn(data: string, members: number) {
  const built = spawnSync(program(), ['demo', '--members', String(members), '--data', data], { encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`the demo city was not built: ${built.error ?? built.stderr}`)
}

export interface Served {
  address: string
  close: () => Promise<void>
}

/** Opens a hall on a free port. Whatever the hour, its texts go out at once, into a file. */
export async function serve(data: string, ...flags: string[]): Promise<Served> {
  const listed = join(data, 'note-issuers.json')
  writeFileSync(listed, JSON.stringify(issuers))
  const hall = spawn(program(), ['serve', '--demo', '--listen', '127.0.0.1:0', '--quiet-hours', 'none', '--web', join(root, 'web'), '--note-issuers', listed, '--data', data, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] })
  return { address: await addressOf(hall), close: () => closed(hall) }
}

/** UNIONHALL_PROGRAM, or the program that was built last. */
function program() {
  if (process.env.UNIONHALL_PROGRAM) return process.env.UNIONHALL_PROGRAM
  const built = ['release', 'debug'].map(kind => join(root, 'build', kind, 'src/unionhall')).filter(existsSync)
  const [newest] = built.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  if (!newest) throw new Error('build unionhall first: script/test, or cmake --build --preset debug')
  return newest
}

function addressOf(hall: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let said = ''
    const listen = (text: Buffer) => {
      said += text.toString()
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)
      if (address) found(address[0])
    }
    hall.stdout?.on('data', listen)
    hall.stderr?.on('data', listen)
    hall.once('exit', code => failed(new Error(`the hall did not open (${code}): ${said}`)))
  })
}

function closed(hall: ChildProcess): Promise<void> {
  return new Promise(done => {
    hall.once('exit', () => done())
    hall.kill('SIGTERM')
  })
}
