// Members verify their records: by a link in a text message, or before an officer; and say what is wrong in them.
import { readFileSync } from 'node:fs'
import type { Browser, Locator, Page } from '@playwright/test'
import { city, complaints, expect, expectFits, expectNoBarriers, speak, test } from './desk'
import { outbox } from './halls'
import { idNumber } from './people'

const mark = String(Date.now() % 10_000).padStart(4, '0')
const phoneOf = (nth: number) => `1269${mark}${String(nth).padStart(3, '0')}`
const numberOf = (nth: number) => idNumber(`1944${String(1 + (Number(mark) % 12)).padStart(2, '0')}${String(1 + (Number(mark) % 28)).padStart(2, '0')}`, String(500 + ((Number(mark) * 7 + nth) % 499)).padStart(3, '0'))
const names = ['方小禾', '阿依夏木·买买提', '钟大山', '白玉兰', '石水生']
const all = names.length

interface Place {
  org: string
  name: string
  members: string[]
}
let place: Place | undefined

/** A union of their own for these stories: its members are the only ones who get a text. */
async function union(page: Page, baseURL: string): Promise<Place> {
  if (place) return place
  const post = async (path: string, data: object, headers: Record<string, string> = {}) => {
    const made = await page.request.post(`/api/v1${path}`, { data, headers: { origin: baseURL, 'Idempotency-Key': `${path} ${JSON.stringify(data)}`.slice(-60).replace(/[^\w]/g, '_'), ...headers } })
    expect(made.ok(), await made.text()).toBe(true)
    return made
  }
  const me = await (await page.request.get('/api/v1/me')).json()
  const parent = me.roles.find((role: { id: string }) => role.id === me.role_in_force).org.id
  const name = `核验故事工会 ${mark}`
  const org = (await (await post('/orgs', { parent, name, level: 'base' })).json()).id
  for (const [i, person] of names.entries()) {
    const form = { type: 'joining', org, for_another: true, consented: true, name: person, phone: phoneOf(i), id_number: numberOf(i), employer: '极速达物流' }
    const path = `/cases/${(await (await post('/cases', form)).json()).id}`
    const etag = (await page.request.get(`/api/v1${path}`)).headers().etag!
    await post(`${path}/steps`, { step: 'approve' }, { 'If-Match': etag })
  }
  const members = []
  for (const [i] of names.entries()) {
    const { items } = await (await post('/member-searches', { org, q: phoneOf(i) })).json()
    members.push(items[0].id)
  }
  return (place = { org, name, members })
}

/** What a phone has been sent: the link, as it stands in the text. */
async function linkFor(phone: string): Promise<string> {
  const file = outbox()
  if (!file) throw new Error('UNIONHALL_OUTBOX names no file')
  let link = ''
  await expect(() => {
    const texts = readFileSync(file, 'utf8').trim().split('\n').map(line => JSON.parse(line) as { to: string; params: Record<string, string> })
    link = texts.filter(text => text.to.endsWith(phone) && text.params.link).pop()?.params.link ?? ''
    expect(link).not.toBe('')
  }).toPass({ timeout: 30_000 })
  return link
}

/** A phone of somebody whom the hall has never seen; the language of the phone is the page's. */
async function pickUp(browser: Browser, locale = 'zh-CN') {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, locale, timezoneId: 'Asia/Shanghai' })
  return await context.newPage()
}

/** The link leads to the address in the hall's texts; here it is opened where the stories are played. */
const hereOf = (link: string, baseURL: string) => baseURL + link.slice(link.indexOf('/open/'))

/** As it stands, in both languages and in large print. */
async function expectWhole(page: Page, where: string) {
  const turn = { large: page.getByRole('button', { name: /^(长辈版|Large print)$/ }), language: page.getByRole('button', { name: /^(中文|English)$/ }) }
  for (const how of ['', 'large', 'large, the other language', 'the other language'] as const) {
    await expectNoBarriers(page, `${where} ${how}`)
    await expectFits(page, `${where} ${how}`)
    if (how === '' || how === 'large, the other language') await turn.large.click()
    else await turn.language.click()
  }
}

test('An officer sends links to a union, and sees what comes of them', async ({ sit, baseURL }) => {
  const page = await sit('registrar', city)
  const said = complaints(page)
  const { org, name } = await union(page, baseURL!)
  await page.goto(`/office/orgs/${org}`)
  await page.getByRole('link', { name: '发核验短信' }).click()
  await expect(page.getByText('这里还没有发过核验短信')).toBeVisible()
  await expectNoBarriers(page, 'no mailing')
  await page.getByRole('button', { name: '准备一批' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(`${all} 位会员里，还有 ${all} 位没有核验`)
  await dialog.getByLabel('链接几天内有效').fill('91')
  await dialog.getByRole('button', { name: '准备这一批' }).click()
  await expect(dialog.getByLabel('链接几天内有效')).toHaveAttribute('aria-invalid', 'true')
  await expectNoBarriers(page, 'too many days')
  await dialog.getByLabel('链接几天内有效').fill('10')
  await dialog.getByRole('button', { name: '准备这一批' }).click()

  await expect(page.getByRole('heading', { level: 1, name: `${name}的核验短信` })).toBeVisible()
  await expect(page.getByText('可以发了')).toBeVisible()
  await page.getByRole('button', { name: '开始发送' }).click()
  await expect(dialog).toContainText(`发出 ${all} 条短信`)
  await expect(dialog.getByRole('button', { name: '先不发' })).toBeFocused()
  await expectNoBarriers(page, 'before sending')
  await dialog.getByRole('button', { name: `发出 ${all} 条短信` }).click()
  await expect(page.getByText('发完了')).toBeVisible()
  await expect(page.getByRole('region', { name: '结果', exact: true })).toContainText(`0/ ${all}`)
  await expect(page.getByRole('region', { name: '各家的结果' }).locator('tbody tr')).toHaveCount(1)
  for (const [i] of names.entries()) expect(await linkFor(phoneOf(i))).toContain('/open/v/#')

  const address = page.url()
  for (const language of ['en', 'zh-CN'] as const) {
    await speak(page, language)
    for (const viewport of [{ width: 390, height: 844 }, { width: 1440, height: 900 }]) {
      await page.setViewportSize(viewport)
      for (const path of [address, `/office/mailings?org=${org}`]) {
        await page.goto(path)
        await expect(page.locator('tbody tr').first()).toBeVisible()
        await expectNoBarriers(page, `${path} ${language} ${viewport.width}`)
        await expectFits(page, `${path} ${language} ${viewport.width}`)
      }
    }
  }
  expect(said).toEqual([])
})

test('A member says with three taps and four signs that her record is right; the figures follow', async ({ sit, browser, baseURL }) => {
  const desk = await sit('registrar', city)
  const { org } = await union(desk, baseURL!)
  await desk.goto(`/office/mailings?org=${org}`)
  await desk.locator('tbody tr a').first().click()
  await expect(desk.getByRole('region', { name: '结果', exact: true })).toContainText(`0/ ${all}`)

  const page = await pickUp(browser)
  const said = complaints(page)
  const asked: string[] = []
  page.on('request', request => request.url().includes('/api/') && asked.push(request.url()))
  await page.goto(hereOf(await linkFor(phoneOf(0)), baseURL!))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('看看您的工会档案对不对')
  expect(page.url()).toBe(`${baseURL}/open/v/`)
  await page.reload() // the code is still there
  await expect(page.getByLabel('核验码')).toHaveCount(0)
  expect(asked).toEqual([])
  await expectWhole(page, 'link')

  await page.getByLabel('证件号的最后四位').tap()
  await page.keyboard.type(numberOf(0).slice(-4).toLowerCase())
  await page.getByRole('button', { name: '看我的档案' }).tap()
  await expect(page.getByText('方*禾')).toBeVisible()
  await expect(page.getByText(numberOf(0).slice(-4))).toHaveCount(0)
  await expectWhole(page, 'record behind a link')
  await page.getByRole('button', { name: '都对，是我的' }).tap()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('核验好了')
  await expectWhole(page, 'verified by link')

  await expect(desk.getByRole('region', { name: '结果', exact: true })).toContainText(`1/ ${all}`)
  await expect(async () => {
    const { figures } = await (await desk.request.get(`/api/v1/figures?org=${org}`)).json()
    expect(figures.verified).toBe(1)
  }).toPass({ timeout: 5000 })

  // The same link once more.
  await page.goto('about:blank')
  await page.goto(hereOf(await linkFor(phoneOf(0)), baseURL!))
  await page.getByLabel('证件号的最后四位').fill(numberOf(0).slice(-4))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('这个链接已经用过了')
  await expectNoBarriers(page, 'used link')
  expect(said).toEqual([])
  await page.context().close()
})

test('On a slow line and at a person’s pace a member is verified within 40 s, by three taps and four signs', async ({ sit, browser, baseURL }) => {
  await union(await sit('registrar', city), baseURL!)
  const link = hereOf(await linkFor(phoneOf(4)), baseURL!)
  const page = await pickUp(browser)
  const line = await page.context().newCDPSession(page)
  await line.send('Network.enable')
  const kilobits = (1000 / 8) * 400
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: kilobits, uploadThroughput: kilobits })
  let taps = 0
  const tap = async (what: Locator) => (taps++, await what.tap())
  const read = () => page.waitForTimeout(3000)

  const begun = Date.now()
  await page.goto(link)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('看看您的工会档案对不对')
  await read()
  await tap(page.getByLabel('证件号的最后四位'))
  await page.keyboard.type(numberOf(4).slice(-4), { delay: 333 })
  await tap(page.getByRole('button', { name: '看我的档案' }))
  await expect(page.getByText('石*生')).toBeVisible()
  await read()
  await tap(page.getByRole('button', { name: '都对，是我的' }))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('核验好了')
  const seconds = (Date.now() - begun) / 1000
  test.info().annotations.push({ type: 'seconds', description: seconds.toFixed(1) })
  expect(taps).toBe(3)
  expect(seconds).toBeLessThanOrEqual(40)
  await page.context().close()
})

test('Whoever holds a link that is not hers learns nothing, and after three tries nobody opens it', async ({ sit, browser, baseURL }) => {
  await union(await sit('registrar', city), baseURL!)
  const link = hereOf(await linkFor(phoneOf(1)), baseURL!)
  const page = await pickUp(browser)
  await page.goto(`${baseURL}/open/v/`)
  const answers: string[] = []
  page.on('response', async response => {
    if (response.url().includes('/looks')) answers.push(`${response.status()} ${(await response.json()).type}`)
  })
  // A code that nobody was given is answered like her own with the wrong signs.
  await page.getByLabel('核验码').fill('2222 2222 2222 2222')
  await page.getByLabel('证件号的最后四位').fill('0001')
  await page.getByRole('button', { name: '看我的档案' }).tap()
  await expect(page.getByText('没有对上')).toBeVisible()
  await expectWhole(page, 'does not fit')

  await page.goto('about:blank')
  await page.goto(link)
  const right = numberOf(1).slice(-4)
  for (const [i, signs] of ['0001', '0002', '0003', right].entries()) {
    await page.getByLabel('证件号的最后四位').fill(signs)
    await page.getByRole('button', { name: '看我的档案' }).tap()
    await expect(() => expect(answers).toHaveLength(i + 2)).toPass()
    await expect(page.getByText('没有对上')).toBeVisible()
  }
  expect(new Set(answers).size).toBe(1)
  await expect(page.getByText('阿依')).toHaveCount(0)
  await page.context().close()
})

test('A correction by link is shown to the union as it stands and as it should be, and accepted by one click', async ({ sit, browser, baseURL }) => {
  const desk = await sit('registrar', city)
  const { org, members } = await union(desk, baseURL!)
  const page = await pickUp(browser, 'en-GB')
  await page.goto(hereOf(await linkFor(phoneOf(2)), baseURL!))
  await page.getByLabel('Last four characters').fill(numberOf(2).slice(-4))
  await page.getByRole('button', { name: 'See my record' }).tap()
  await page.getByRole('button', { name: 'Something is wrong' }).tap()
  await page.getByRole('button', { name: 'Tell the union' }).tap()
  await expect(page.getByText('one thing is enough')).toBeVisible()
  await expectWhole(page, 'correction by link')
  await page.getByLabel('Employer').fill('秦风快运')
  await page.getByLabel('Anything else').fill('我没有搬家')
  await page.getByRole('button', { name: 'Tell the union' }).tap()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('The union has it, no.')
  await expectWhole(page, 'corrected by link')
  const number = (await page.getByRole('heading', { level: 1 }).innerText()).replace(/^.*no\. /, '')
  await page.context().close()

  await desk.goto(`/office/inbox?show=all&type=correction&org=${org}`)
  const row = desk.locator('tbody tr').filter({ hasText: number })
  await row.getByRole('link').first().click()
  const change = desk.getByRole('row', { name: /工作单位/ })
  await expect(change).toContainText('极速达物流')
  await expect(change).toContainText('秦风快运')
  await expect(desk.getByText('我没有搬家')).toBeVisible()
  await expectNoBarriers(desk, 'correction at the desk')
  await desk.setViewportSize({ width: 390, height: 844 })
  await expectNoBarriers(desk, 'correction at the desk on a phone')
  await expectFits(desk, 'correction at the desk on a phone')
  await desk.setViewportSize({ width: 1440, height: 900 })
  await desk.getByRole('button', { name: /^同意，改好/ }).click()
  await expect(desk.locator('.about').getByText('已改好')).toBeVisible()

  await desk.goto(`/office/members/${members[2]}`)
  await expect(desk.getByText('秦风快运').first()).toBeVisible()
  await expect(desk.getByText('已核验').first()).toBeVisible()
})

test('A member who stands before an officer is verified with her document in hand', async ({ sit, baseURL }) => {
  const page = await sit('registrar', city)
  const said = complaints(page)
  const { members } = await union(page, baseURL!)
  await page.goto(`/office/members/${members[3]}`)
  await page.getByRole('button', { name: '当面核验' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '记下：本人核验过' }).click()
  await expect(dialog.getByText('先看证件原件，再勾选')).toBeVisible()
  await expectNoBarriers(page, 'document not seen')
  await dialog.getByLabel(/证件原件看过了/).check()
  await dialog.getByRole('button', { name: '记下：本人核验过' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.locator('.about').getByText('已核验')).toBeVisible()
  await expect(page.getByRole('button', { name: '当面核验' })).toHaveCount(0)
  expect(said).toEqual([])
})

test('The page behind a link costs at most 40 KB', async ({ page, baseURL }) => {
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  let bytes = 0
  client.on('Network.loadingFinished', event => (bytes += event.encodedDataLength))
  await page.goto(`${baseURL}/open/v/#8K3T92QF8K3T92QF`)
  await expect(page.locator('h1')).toBeVisible()
  await page.waitForLoadState('networkidle')
  test.info().annotations.push({ type: 'bytes', description: String(bytes) })
  expect(bytes).toBeGreaterThan(5000) // it was measured at all
  expect(bytes).toBeLessThanOrEqual(40 * 1024)
})
