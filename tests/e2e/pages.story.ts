// Every page, in both languages, in usual and large print, one size each (both in the long run): no barrier, nothing forbidden, nothing that
// stands out, nor on paper.
// UNIONHALL_SHOTS=folder keeps a picture of each.
import type { Page } from '@playwright/test'
import { city, complaints, expect, expectFits, expectFolded, expectNoBarriers, speak, test } from './desk'
import { appeal, applications, fullExport, station, strangersNote, twoMembers } from './people'

const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }
const pages: { name: string; role: string; path: string; ready: string }[] = [
  { name: 'home', role: 'registrar', path: '/', ready: 'tbody tr' },
  { name: 'inbox', role: 'registrar', path: '/inbox', ready: 'tbody tr' },
  { name: 'case', role: 'registrar', path: '/cases/{case}', ready: 'main footer .main' },
  { name: 'appeal', role: 'registrar', path: '/cases/{appeal}', ready: 'main .said .words' },
  { name: 'appeal-intake', role: 'registrar', path: '/appeals/new', ready: 'main form textarea' },
  { name: 'appeal-calls', role: 'registrar', path: '/appeals/calls', ready: 'main .card' },
  { name: 'appeal-words', role: 'registrar', path: '/settings/appeal-words', ready: 'main dl dt' },
  { name: 'full-export', role: 'registrar', path: '/cases/{export}', ready: 'main .track' },
  { name: 'fill-in', role: 'registrar', path: '/joining/new', ready: 'main form input' },
  { name: 'note-in', role: 'registrar', path: '/transfer-notes/new', ready: 'main form textarea' },
  { name: 'joining', role: 'registrar', path: '/orgs/{org}/joining', ready: 'main form tbody tr' },
  { name: 'union-move', role: 'registrar', path: '/union-moves/new', ready: 'main form input' },
  { name: 'terms', role: 'registrar', path: '/terms', ready: 'tbody tr' },
  { name: 'members', role: 'registrar', path: '/members', ready: 'tbody tr' },
  { name: 'member', role: 'registrar', path: '/members/{member}', ready: 'main .history' },
  { name: 'double', role: 'registrar', path: '/members/{member}/doubles/{other}', ready: 'main form fieldset' },
  { name: 'retirement', role: 'registrar', path: '/members/retirement', ready: 'main .card' },
  { name: 'org', role: 'registrar', path: '/orgs/{org}', ready: 'main dl' },
  { name: 'orgs', role: 'registrar', path: '/orgs', ready: 'tbody tr' },
  { name: 'all-orgs', role: 'registrar', path: '/orgs?show=all', ready: 'tbody tr' },
  { name: 'workers', role: 'registrar', path: '/orgs?show=officers', ready: 'main li strong' },
  { name: 'imports', role: 'registrar', path: '/imports', ready: 'main article > *:nth-child(2)' },
  { name: 'new-import', role: 'registrar', path: '/imports/new', ready: 'main input[type=file]' },
  { name: 'stations', role: 'registrar', path: '/stations', ready: 'tbody tr' },
  { name: 'station', role: 'registrar', path: '/stations/{station}', ready: 'main dl' },
  { name: 'mailings', role: 'registrar', path: '/mailings', ready: 'main article > *:nth-child(2)' },
  { name: 'station-doubles', role: 'registrar', path: '/stations/doubles', ready: 'main .card li, main .card .empty' },
  { name: 'station-coverage', role: 'registrar', path: '/stations/coverage', ready: 'main tbody tr' },
  { name: 'station-publication', role: 'registrar', path: '/stations/publication', ready: 'main tbody tr' },
  { name: 'settings', role: 'registrar', path: '/settings', ready: 'tbody tr' },
  { name: 'not-found', role: 'registrar', path: '/nowhere', ready: 'main .button' },
  { name: 'system', role: 'system_administrator', path: '/system', ready: 'main table tbody tr' },
  { name: 'security', role: 'security_administrator', path: '/security', ready: 'main dl div' },
  { name: 'officers', role: 'security_administrator', path: '/officers', ready: 'main li strong' },
  { name: 'audit', role: 'audit_administrator', path: '/audit', ready: 'tbody tr' },
]

async function keep(page: Page, name: string) {
  if (process.env.UNIONHALL_SHOTS) await page.screenshot({ path: `${process.env.UNIONHALL_SHOTS}/${name}.png` })
}

/** Each language and print at one size; at both in the long run: a page is made of the same parts. */
const played = (language: string, print: string, size: string) =>
  process.env.UNIONHALL_LONG || size === ((language === 'en') === (print === 'large') ? 'desk' : 'phone')

test.describe.configure({ mode: 'parallel' }) // the longest of all files: whoever has nothing to play takes a part of it

for (const language of ['zh-CN', 'en'] as const) {
  for (const print of ['usual', 'large'] as const) {
    for (const [size, viewport] of Object.entries(sizes).filter(([size]) => played(language, print, size))) {
      test(`Every page is whole in ${language} and ${print} print on a ${size}`, async ({ sit, page, baseURL }) => {
        test.slow()
        await page.setViewportSize(viewport)
        const said = complaints(page)
        let role = ''
        let ids: Record<string, string> = {}
        for (const one of pages) {
          if (one.role !== role) {
            await page.context().clearCookies()
            await sit(one.role, city)
            await page.evaluate(it => localStorage.setItem('unionhall.size', it), print)
            await speak(page, language)
            if (role === '') {
              const waits = await applications(page, baseURL!)
              await strangersNote(page, baseURL!, waits.org)
              ids = { ...waits, ...(await twoMembers(page, baseURL!, waits.org)), ...(await fullExport(page, baseURL!, waits.org)), ...(await appeal(page, baseURL!, waits.org)), ...(await station(page, waits.org)) }
            }
            role = one.role
          }
          await page.goto(`/office${one.path.replace(/\{(\w+)\}/g, (_, of: string) => ids[of]!)}`)
          await expect(page.locator(one.ready).first()).toBeVisible()
          const where = `${one.name} ${language} ${print} ${size}`
          await expectNoBarriers(page, where)
          await expectFits(page, where)
          await expectFolded(page, where)
          await keep(page, `${size}-${language}-${print}-${one.name}`)
          await page.emulateMedia({ media: 'print' })
          await expectFits(page, `${where} on paper`)
          await page.emulateMedia({ media: 'screen' })
        }
        expect(said).toEqual([])
      })
    }
  }
}
