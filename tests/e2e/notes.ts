// Transfer notes of a federation that the hall of the stories lists, as another hall would have signed them.

/** What goes into the hall's file of issuers. Whoever had the other half of this key has thrown it away. */
export const issuers = [
  {
    code: '510100',
    name: '成都市总工会',
    keys: [{ key: 1, public_key: '04af3f2178694c8b81278262a50389be9875c1b7ef3db2c73f38d876bb7ba5f1213f5ff323552c705eda20758a2a16088a96ddd482135644b5784a6dc159a5af0e' }],
  },
]

const note = {
  card: '5101040000000007',
  code: '8K3T-92QF-M4XW',
  issued_on: '2026-07-01',
  issuer: '510100',
  issuer_name: '成都市总工会',
  joined_on: '2015-05-01',
  key: 1,
  kind: 'union_transfer_note',
  name: '赵冬生',
  to: '咸阳市快递行业工会联合会',
  union: '锦江区家政工会',
  union_code: '',
  valid_until: '2099-12-31',
  version: 1,
}

// SM2 over the note in its one spelling: names in order, no spaces.
const signature = 'MEUCIQCEiagMuV42pVXHvhFy3pcYrFeOQWinUCFKrKvU5MJVBQIgJreao0tJ316xd1LTncuqOfx8pTO8RxSJOrPNvIGlMic'

type Said = Partial<Record<keyof typeof note, string>>

/** Signed by the federation, unless something else is said than it signed. */
export function noteOf(other: Said = {}) {
  return JSON.stringify({ note: { ...note, ...other }, signature })
}
