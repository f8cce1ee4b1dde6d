// Whoever taps on a link in a text message: /open/v/ leads to a record, /open/e/ to an errand, /open/a/ to an appeal.
import { openAppeal } from './appeal'
import { appealPage } from './appealPages'
import { takeCode } from './code'
import { openErrand } from './errand'
import { errandPage } from './errandPages'
import { openLink } from './link'
import { pageOf } from './pages'
import { visitOf, type Visit } from './visit'

export function begin(move: () => void): Visit {
  const [, kind] = /\/open\/(\w)\//.exec(location.pathname) ?? []
  if (kind === 'e') {
    const errand = openErrand(takeCode(), move)
    // Reading it uses nothing up, so whoever came with a code is not asked for anything first.
    return visitOf(errand, errandPage, () => errand.cameWithCode && void errand.look())
  }
  if (kind === 'a') return visitOf(openAppeal(takeCode(), move), appealPage)
  return visitOf(openLink(takeCode(), move), pageOf)
}
