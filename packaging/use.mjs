// What people do in a demo hall that needs the machine: sign-in, an officer's second factor, a poster (fonts), a photograph (pictures
// drawn anew), the desk's open line. Through the proxy, as an address is given.
//   node packaging/use.mjs https://localhost
import { strict as assert } from 'node:assert'
import { deflateSync } from 'node:zlib'
import { randomUUID } from 'node:crypto'

const hall = process.argv[2]

class Person {
  constructor(phone) {
    this.phone = phone
    this.cookie = ''
  }
  async ask(method, path, body, headers = {}) {
    const binary = body instanceof Uint8Array
    const answer = await fetch(hall + path, {
      method,
      body: body === undefined || binary ? body : JSON.stringify(body),
      headers: {
        Origin: hall,
        Cookie: this.cookie,
        ...(method === 'POST' && { 'Idempotency-Key': randomUUID(), 'Content-Type': binary ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
    })
    for (const set of answer.headers.getSetCookie()) {
      assert.match(set, /; Secure/, 'a cookie for https alone')
      this.cookie = set.split(';')[0]
    }
    return answer
  }
  async json(method, path, body) {
    const answer = await this.ask(method, path, body)
    const text = await answer.text()
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`)
    return text ? JSON.parse(text) : undefined
  }
  async signIn() {
    const { demo_code: code } = await this.json('POST', '/api/v1/sign-in/code', { phone: this.phone })
    await this.json('POST', '/api/v1/sign-in', { phone: this.phone, code })
  }
  async becomeOfficer() {
    const me = await this.json('GET', '/api/v1/me')
    const { code } = await this.json('GET', '/api/v1/demo/totp')
    await this.json('POST', '/api/v1/officer-session', { totp: code, role: me.roles[0].id })
    return me.roles[0]
  }
}

/** A PNG of so many pixels, each of its own grey. */
function picture(side) {
  const crcs = Array.from({ length: 256 }, (_, n) => [...Array(8)].reduce(c => (c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1), n))
  const crc = bytes => (bytes.reduce((c, byte) => crcs[(c ^ byte) & 255] ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name), data])
    const head = Buffer.alloc(4), tail = Buffer.alloc(4)
    head.writeUInt32BE(data.length)
    tail.writeUInt32BE(crc(body))
    return Buffer.concat([head, body, tail])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const rows = Buffer.alloc(side * (side + 1))
  for (let i = 0; i < rows.length; ++i) rows[i] = i % (side + 1) === 0 ? 0 : (i * 2654435761) >>> 24
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 0 })), chunk('IEND', Buffer.alloc(0))])
}

const { demo_accounts: shown } = await new Person('').json('GET', '/api/v1/hall')
const clerk = new Person(shown.find(one => ['registrar', 'officer', 'chair'].includes(one.role)).phone)
await clerk.signIn()
const role = await clerk.becomeOfficer()
console.log(`a ${role.word} of ${role.org.name} is in her role`)

const channel = await clerk.json('POST', '/api/v1/joining/channels', { org: role.org.id, kind: 'union_hall', name: '大门口' })
for (const format of ['pdf', 'png']) {
  const poster = await clerk.ask('GET', `/api/v1/joining/posters/${channel.id}?format=${format}`)
  assert.equal(poster.status, 200, `poster ${format}`)
  console.log(`a poster: ${poster.headers.get('content-type')}, ${(await poster.arrayBuffer()).byteLength} bytes`)
}

const line = await clerk.ask('GET', '/api/v1/me/counters', undefined, { Accept: 'text/event-stream' })
const started = performance.now()
const { value } = await line.body.getReader().read()
assert.match(Buffer.from(value).toString(), /event: counters/)
console.log(`the open line says the first counters after ${Math.round(performance.now() - started)} ms`)

const member = new Person(shown.find(one => one.role === 'member').phone)
await member.signIn()
const { id } = await member.json('POST', '/api/v1/cases', { type: 'leaving' })
const photo = picture(3000)
await member.json('POST', `/api/v1/cases/${id}/attachments?name=photo.png`, photo)
console.log(`a photograph of ${photo.length} bytes is attached to her case`)
process.exit(0)
