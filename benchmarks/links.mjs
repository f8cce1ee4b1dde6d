// What members of a demo hall have at hand when a link reaches them: its code, and the last four signs of their documents. Texts go out
// at a pace that no load waits for, so codes are derived here with the hall's key, as src/services/verification/links.cpp does.
import { createHmac } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { sql } from './tools.mjs'

const signs = '23456789ABCDEFGHJKLMNPQRTUVWXY'
const hmac = (key, text) => createHmac('sm3', key).update(text).digest()

/** Keyring::digest under the only key of the hall. */
function digesting(keys) {
  const [, line] = readFileSync(keys, 'utf8').split('\n')
  const search = hmac(Buffer.from(line.split(' ')[1], 'base64url'), 'unionhall search')
  return (kind, value) => hmac(search, `${kind}\0${value}`).subarray(0, 16)
}

function codeOf(digest, serial, member) {
  let value = ((digest('verification_link', `${serial}:${member}`).readBigUInt64BE() >> 19n) << 32n) | BigInt(serial)
  let code = ''
  for (let i = 0; i < 16; ++i, value /= 30n) code = signs[Number(value % 30n)] + code
  return code
}

/** "code signs" of at most so many members on the roster whom a mailing reached, in no order. */
export async function linksOf(data, mailing, roster, most) {
  const digest = digesting(`${data}/keys`)
  const known = []
  for await (const line of createInterface({ input: createReadStream(roster) })) {
    const document = /,居民身份证,(\d{17}[\dX]),/.exec(line)?.[1]
    if (document) known.push(`('${digest('resident_id', document).toString('base64url')}', '${document.slice(-4)}')`)
    if (known.length === 2 * most) break
  }
  const found = sql(`${data}/unionhall.db`, `CREATE TEMP TABLE known (digest TEXT PRIMARY KEY, signs TEXT);
    INSERT INTO known VALUES ${known.join()};
    CREATE TEMP TABLE links (member_id INTEGER PRIMARY KEY, serial INTEGER);
    INSERT INTO links SELECT member_id, serial FROM verification_links WHERE mailing_id = ${mailing};
    SELECT l.serial, l.member_id, k.signs
      FROM known k CROSS JOIN identity_index i ON i.kind = 'resident_id' AND i.key_no = 1 AND i.digest = k.digest
     CROSS JOIN live_membership m ON m.person_id = i.person_id CROSS JOIN links l ON l.member_id = m.member_id
     ORDER BY (l.serial * 7919) % 1000003 LIMIT ${most};`)
  return found.split('\n').map(row => {
    const [serial, member, last] = row.split('|')
    return `${codeOf(digest, serial, member)} ${last}`
  })
}
