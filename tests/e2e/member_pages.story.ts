// Every page of the member app, in both languages, in usual and large print, from the narrowest phone to a wide screen:
// no barrier, nothing forbidden, nothing that stands out. UNIONHALL_SHOTS=folder keeps a picture of each.
import type { Page } from '@playwright/test'
import { chooseHow, complaints, expect, expectFits, expectNoBarriers, test } from './member'

const sizes = { narrow: { width: 360, height: 640 }, phone: { width: 390, height: 844 }, wide: { width: 1440, height: 900 } }
const pages: { name: string; path: string; ready: string }[] = [
  { name: 'home', path: '/', ready: 'main ul a' },
  { name: 'mine', path: '/mine', ready: 'main .rows a' },
  { name: 'record', path: '/record', ready: 'dl' },
  { name: 'verification', path: '/verification', ready: 'main form' },
  { name: 'leaving', path: '/leaving', ready: 'main .points' },
  { name: 'looks', path: '/looks', ready: 'main .card' },
  { name: 'data', path: '/data', ready: 'main .button' },
  { name: 'erasure', path: '/erasure', ready: 'main .points' },
  { name: 'devices', path: '/devices', ready: 'main li' },
  { name: 'consents', path: '/consents', ready: 'main h2' },
  { name: 'notices', path: '/notices', ready: 'main .card' },
  { name: 'card', path: '/card', ready: 'main svg[role=img]' },
  { name: 'card-check', path: '/card-check#nothing', ready: 'main .figure' },
  { name: 'privacy', path: '/notice', ready: 'main h2' },
  { name: 'settings', path: '/settings', ready: 'fieldset' },
  { name: 'cases', path: '/cases', ready: 'main .card' },
  { name: 'stations', path: '/stations', ready: 'main .counties button' },
  { name: 'station', path: '/open/stations/{station}', ready: '.hours' },
  { name: 'door', path: '/open/stations/{station}/report', ready: '.actions .main' },
  { name: 'door-code', path: '/open/d/', ready: 'form input' },
  { name: 'appeal', path: '/appeals/new', ready: 'main textarea' },
  { name: 'join', path: '/join', ready: 'fieldset' },
  { name: 'transfer', path: '/transfer', ready: 'form' },
  { name: 'not-found', path: '/nowhere', ready: 'main .button' },
]

/** Narrow or not, a page is made of the same parts: barriers in each language and print at one size; in the long run at two. */
const searched = (language: string, print: string, size: string) =>
  process.env.UNIONHALL_LONG ? size !== 'narrow' : size === ((language === 'en') === (print === 'large') ? 'phone' : 'wide')

async function keep(page: Page, name: string) {
  if (process.env.UNIONHALL_SHOTS) await page.screenshot({ path: `${process.env.UNIONHALL_SHOTS}/member-${name}.png` })
}

for (const language of ['zh-CN', 'en'] as const) {
  for (const print of ['usual', 'large'] as const) {
    test(`Every page of the member app is whole in ${language} and ${print} print`, async ({ hold, baseURL }) => {
      test.slow()
      const page = await hold('/settings')
      const said = complaints(page)
      const near = await page.request.post('/api/v1/stations/nearest', { data: { lng: 108.7, lat: 34.33 }, headers: { origin: baseURL! } })
      const station: string = (await near.json()).items[0].id
      await chooseHow(page, language, print, baseURL!)
      for (const [size, viewport] of Object.entries(sizes)) {
        await page.setViewportSize(viewport)
        for (const one of pages) {
          await page.goto(one.path.replace('{station}', station))
          await expect(page.locator(one.ready).first()).toBeVisible()
          await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
          const where = `${one.name} ${language} ${print} ${size}`
          if (searched(language, print, size)) await expectNoBarriers(page, where)
          await expectFits(page, where)
          await keep(page, `${size}-${language}-${print}-${one.name}`)
        }
      }
      expect(said).toEqual([])
    })
  }
}
