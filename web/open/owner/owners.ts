// /open/o/ with the code of a link behind #: the owner of a station's door is asked whether it is as it says.
import './owner.css'
import { takeCode } from '../code'
import { visitOf, type Visit } from '../visit'
import { openOwner } from './owner'
import { ownerPage } from './ownerPages'

export function begin(move: () => void): Visit {
  const owner = openOwner(takeCode(), move)
  // Reading it uses nothing up.
  return visitOf(owner, ownerPage, () => owner.cameWithCode && void owner.look())
}
