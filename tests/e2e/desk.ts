// What every story needs: somebody at the desk, and a page without barriers.
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test as base, type APIRequest, type APIRequestContext, type Browser, type Page } from '@playwright/test'

export { expect } from '@playwright/test'

export interface Account {
  name: string
  phone: string
  role: string
  org: string
}

/** Where most stories play. */
export const city = '咸阳市总工会'

type State = Awaited<ReturnType<APIRequestContext['storageState']>>

// A code is good once and a phone gets few of them, so everybody signs in once for all stories of a hall.
const signedIn = new Map<string, State>()

export async function demoAccounts(request: APIRequestContext): Promise<Account[]> {
  const hall = await (await request.get('/api/v1/hall')).json()
  return hall.demo_accounts
}

/** The first demo account in this role, at the union whose name holds `org`. */
export async function account(request: APIRequestContext, role: string, org = ''): Promise<Account> {
  const found = (await demoAccounts(request)).find(a => a.role === role && a.org.includes(org))
  if (!found) throw new Error(`no demo account is ${role} at "${org}"`)
  return found
}

/** Signs in by the interface of programs, as fast as that goes; the way of people is a story of its own. */
export async function signIn(request: APIRequestContext, who: Account): Promise<State> {
  const code = await (await request.post('/api/v1/sign-in/code', { data: { phone: who.phone } })).json()
  const answer = await request.post('/api/v1/sign-in', { data: { phone: who.phone, code: code.demo_code } })
  const { choose } = await answer.json()
  if (choose) await request.post('/api/v1/sign-in', { data: { phone: who.phone, code: code.demo_code, account: choose[0].account } })
  const me = await (await request.get('/api/v1/me')).json()
  const role = me.roles.find((r: { word: string; org: { name: string } }) => r.word === who.role && r.org.name === who.org)
  // A second-factor code is good once as well: whoever has just used it waits for the next.
  await expect(async () => {
    const totp = await (await request.get('/api/v1/demo/totp')).json()
    const begun = await request.post('/api/v1/officer-session', { data: { role: role.id, totp: totp.code } })
    expect(begun.status(), await begun.text()).toBe(201)
  }).toPass({ intervals: [1000, 10_000], timeout: 40_000 })
  return request.storageState()
}

/** Goes in as people do, with the codes that a demo hall shows. Nobody may have used her second factor within half a minute. */
export async function enter(page: Page, phone: string, org: string) {
  await page.goto('/office/')
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByRole('button', { name: '填上', exact: true }).click()
  await page.getByRole('button', { name: '填上现在的' }).click()
  await expect(page.getByLabel('动态码')).toHaveValue(/^\d{6}$/)
  await page.getByRole('button', { name: '进入工作台' }).click()
  await expect(page.getByRole('heading', { level: 1, name: org })).toBeVisible()
}

/** The city's security administrator appoints somebody at a union where nobody of the demo does that work; her phone. */
export async function appoint(requests: APIRequest, baseURL: string, union: string, word: string, desk = '') {
  const request = await requests.newContext({ baseURL, extraHTTPHeaders: { origin: baseURL } })
  await signIn(request, await account(request, 'security_administrator', city))
  const { items } = await (await request.post('/api/v1/joining/unions', { data: { q: union } })).json()
  const { id } = items.find((it: { name: string }) => it.name === union)
  const phone = `126${String(Date.now()).slice(-8)}`
  const made = await request.post(`/api/v1/orgs/${id}/officers`, { data: { name: '周敏', phone, word, ...(desk ? { desk } : {}) }, headers: { 'Idempotency-Key': phone } })
  expect(made.status(), await made.text()).toBe(201)
  await request.dispose()
  return phone
}

export const appointChair = (requests: APIRequest, baseURL: string, union: string) => appoint(requests, baseURL, union, 'chair')

/** Somebody at a desk of her own, beside the phone. */
export async function deskOf(browser: Browser, baseURL: string, phone: string, org: string) {
  const context = await browser.newContext({ baseURL, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const said = complaints(page)
  await enter(page, phone, org)
  return { page, said }
}

/** The cookies of somebody in this role: she signs in once for all stories of a hall, and anew where her role is out of force, as it is
 * after a quarter of an hour in which she had no part. */
export async function seatOf(requests: APIRequest, baseURL: string, role: string, org?: string): Promise<State> {
  const request = await requests.newContext({ baseURL, extraHTTPHeaders: { origin: baseURL } })
  const who = await account(request, role, org)
  const key = `${baseURL} ${who.phone} ${role} ${who.org}`
  const state = signedIn.get(key)
  if (!state || !(await isActive(requests, baseURL, state))) signedIn.set(key, await signIn(request, who))
  await request.dispose()
  return signedIn.get(key)!
}

async function isActive(requests: APIRequest, baseURL: string, storageState: State): Promise<boolean> {
  const request = await requests.newContext({ baseURL, storageState })
  const me = await (await request.get('/api/v1/me')).json()
  await request.dispose()
  return me.officer.active
}

interface Desk {
  /** The page, with somebody in this role sitting at it, in Chinese. */
  sit: (role: string, org?: string) => Promise<Page>
}

export const test = base.extend<Desk>({
  sit: async ({ page, playwright, baseURL }, use) => {
    await use(async (role, org) => {
      await page.context().addCookies((await seatOf(playwright.request, baseURL!, role, org)).cookies)
      await page.request.patch('/api/v1/me', { data: { language: 'zh-CN' }, headers: { origin: baseURL! } })
      await page.goto('/office/')
      await expect(page.locator('h1')).toBeVisible()
      return page
    })
  },
})

export async function speak(page: Page, language: 'zh-CN' | 'en') {
  await page.goto('/office/settings')
  const choice = page.getByRole('radio', { name: language === 'en' ? 'English' : '中文' })
  await expect(choice).toBeVisible()
  if (await choice.isChecked()) return
  const saved = page.waitForResponse(response => response.url().endsWith('/api/v1/me') && response.request().method() === 'PATCH')
  await choice.click()
  await saved
  await expect(page.locator('html')).toHaveAttribute('lang', language)
}

/** Fails with every barrier that axe finds, and what it is about; a text's key in the place of the text is one as well. */
export async function expectNoBarriers(page: Page, where: string) {
  await expect(page.locator('h1').first(), where).toBeAttached() // the page is there, not only on its way
  const keys = /\b[a-z][A-Za-z]+(\.[a-z][A-Za-z_]*){2,}\b/
  expect(keys.exec(await page.locator('body').innerText())?.[0], where).toBeUndefined()
  // No page here holds another, so axe need not open one of its own to put its findings together (its "legacy mode").
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] }).analyze()
  const said = violations.flatMap(v => v.nodes.map(node => `${where}: ${v.id}: ${node.html.slice(0, 200)}`))
  expect(said).toEqual([])
}

/** Nothing stands out to the right: of the page, and on the screen of a card (no paper is as narrow as a phone). */
export async function expectFits(page: Page, where: string) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(over, where).toBeLessThanOrEqual(0)
  const burst = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.card')]
      .filter(card => matchMedia('screen').matches && getComputedStyle(card).overflowX === 'visible' && card.scrollWidth > card.clientWidth + 1)
      .map(card => card.innerText.slice(0, 100)),
  )
  expect(burst, where).toEqual([])
}

/** On a phone each cell of a folded row is a word and one thing beside it: a second thing would slip under the next word. */
export async function expectFolded(page: Page, where: string) {
  const broken = await page.evaluate(() =>
    [...document.querySelectorAll('.table.folds td')]
      .filter(cell => getComputedStyle(cell).display === 'contents')
      .filter(cell => [...cell.childNodes].filter(it => it.nodeType === Node.ELEMENT_NODE || (it.nodeType === Node.TEXT_NODE && it.textContent!.trim() !== '')).length > 1)
      .map(cell => cell.innerHTML),
  )
  expect(broken, where).toEqual([])
}

/** What the page's policy forbids is said in the console; collect it from now on. */
export function complaints(page: Page): string[] {
  const said: string[] = []
  page.on('pageerror', error => said.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) said.push(message.text())
  })
  return said
}
