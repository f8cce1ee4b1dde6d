// What all of this is for: a worker says at noon that it is too hot; in the afternoon there is soup; and everybody can count it.
// It plays on a hall of its own, whose days go by at once, for a month is published on the 10th of the next.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { APIRequestContext } from '@playwright/test'
import { appoint, appointChair, deskOf, expectFits } from './desk'
import { demoIn, outboxIn, serve, type Served } from './hall'
import { linkFor } from './halls'
import { expect, members, phone, test as ours } from './member'
import { takeStep } from './people'

const folder = mkdtempSync(join(tmpdir(), 'unionhall-seed-'))
const data = join(folder, 'data')
let hall: Served
const test = ours.extend({
  baseURL: async ({}, use) => {
    demoIn(data, 1000)
    hall = await serve(data)
    await use(hall.address)
    await hall.close()
    rmSync(folder, { recursive: true })
  },
})

const canteen = `1269${String(Date.now()).slice(-7)}`
const soup = '车间里三十七八度，天太热，中午食堂能不能有碗绿豆汤？'

/** Written down for somebody who called, answered, and solved as she said when she was called back. */
async function callerIsAnswered(seat: APIRequestContext, chair: APIRequestContext, org: string, number: number) {
  const made = await seat.post('/api/v1/cases', { data: { type: 'appeal', org, for_another: true, channel: 'hotline', words: `食堂的饭凉了，第 ${number} 位` }, headers: { 'Idempotency-Key': `caller-${number}` } })
  expect(made.status(), await made.text()).toBe(201)
  const { id } = await made.json()
  await takeStep(chair, id, 'accept')
  await takeStep(chair, id, 'reply', { comment: '换了保温的车' })
  await takeStep(seat, id, 'called_solved', { comment: '说热了' })
}

test('At noon a worker asks for soup; the canteen brings it, she says so, and the public page counts it', async ({ hold, browser, playwright, baseURL }) => {
  test.slow()
  const page = await hold('/', 0)
  const { org: union } = (await members(page))[0]!
  const chair = await deskOf(browser, baseURL!, await appointChair(playwright.request, baseURL!, union), union)
  const desk = chair.page

  await page.getByRole('link', { name: '说一说' }).click()
  await page.getByLabel('哪里不对，想要什么').fill(soup)
  await page.getByRole('button', { name: '说给工会' }).click()
  await expect(page.getByText('已经提交。')).toBeVisible()
  const address = new URL(page.url()).pathname
  const id = address.split('/').at(-1)!

  await test.step('the chair sees it and hands it to the canteen', async () => {
    await desk.goto('/office/inbox')
    await desk.locator('tbody tr').filter({ hasText: '诉求' }).getByRole('link').click()
    await expect(desk.getByText('能不能有碗绿豆汤')).toBeVisible()
    await desk.keyboard.press('a')
    await desk.getByRole('dialog').getByRole('button', { name: '受理' }).click()
    await expect(desk.getByText('最晚答复')).toBeVisible()
    await desk.getByRole('button', { name: '交办一件事' }).click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByLabel('交给谁').fill('二号食堂')
    await dialog.getByLabel('要办什么').fill('天热，中午备一桶绿豆汤')
    await dialog.getByLabel('对方手机').fill(canteen)
    await dialog.getByRole('button', { name: '交办', exact: true }).click()
    await expect(desk.getByRole('region', { name: '交办' })).toContainText('等回音')
  })

  await test.step('the canteen, which has no account, answers by its link', async () => {
    const link = await linkFor(canteen, outboxIn(data))
    const kitchen = await (await browser.newContext({ viewport: phone, locale: 'zh-CN' })).newPage()
    await kitchen.goto(baseURL + link.slice(link.indexOf('/open/')))
    await kitchen.getByLabel('办得怎么样').fill('下午三点起，二号窗口有绿豆汤')
    await kitchen.getByRole('button', { name: '办好了' }).click()
    await expect(kitchen.getByRole('heading', { level: 1, name: '工会收到了，谢谢' })).toBeVisible()
    await kitchen.context().close()
  })

  await test.step('the chair answers, and she says that it is solved', async () => {
    await desk.reload()
    await expect(desk.getByRole('region', { name: '交办' })).toContainText('下午三点起，二号窗口有绿豆汤')
    await desk.getByRole('button', { name: '答复', exact: false }).last().click()
    await desk.getByRole('dialog').getByLabel('怎么解决的，写给本人').fill('今天下午三点起，二号窗口有绿豆汤，不另收钱。')
    await desk.getByRole('dialog').getByRole('button', { name: '答复' }).click()
    await expect(desk.getByText('已答复，等本人确认').first()).toBeVisible()
    await page.goto(address)
    await page.getByRole('button', { name: '解决了', exact: true }).click()
    await page.locator('label').filter({ hasText: /^非常满意$/ }).click()
    await page.getByRole('button', { name: '解决了', exact: true }).click()
    await expect(page.getByText('您说已解决').first()).toBeVisible()
  })

  const { org, filed_at: filed } = await (await page.request.get(`/api/v1/cases/${id}`)).json()
  await test.step('four more call about their canteen, for fewer than five are never printed', async () => {
    const headers = { origin: baseURL! }
    const seat = await deskOf(browser, baseURL!, await appoint(playwright.request, baseURL!, '咸阳市总工会', 'hotline_seat'), '咸阳市总工会')
    const by = async (cookies: APIRequestContext) => playwright.request.newContext({ baseURL: baseURL!, extraHTTPHeaders: headers, storageState: await cookies.storageState() })
    const [calling, answering] = [await by(seat.page.request), await by(desk.request)]
    for (let number = 1; number <= 4; ++number) await callerIsAnswered(calling, answering, org.id, number)
    await seat.page.context().close()
    await calling.dispose()
    await answering.dispose()
  })

  await test.step('on the 10th of the next month everybody reads it, and the csv says the same', async () => {
    const month = filed.slice(0, 7)
    const printed = new Date(`${month}-10T00:00:00+08:00`)
    printed.setMonth(printed.getMonth() + 1)
    await hall.close()
    hall = await serve(data, '--demo-days-ahead', String(Math.ceil((printed.getTime() - Date.now()) / 86_400_000) + 1))
    await page.context().clearCookies()
    await page.setViewportSize({ width: 1440, height: 900 })
    await expect(async () => {
      await page.goto(`${hall.address}/open/results?month=${month}`)
      await expect(page.getByRole('heading', { level: 1 })).toContainText('5 件诉求，100.0% 本人说解决了', { timeout: 2000 })
    }).toPass({ timeout: 60_000 })
    const living = page.locator('section', { has: page.getByRole('heading', { name: '各类诉求', exact: true }) }).locator('tbody tr', { has: page.getByRole('rowheader', { name: '生活服务', exact: true }) })
    await expect(living.locator('td').first()).toHaveText(/^5/)
    await expectFits(page, 'the public page')
    const href = await page.getByRole('link', { name: '下载这个月的数据（csv）' }).getAttribute('href')
    const [names, ...rows] = (await (await page.request.get(hall.address + href)).text()).replace('\uFEFF', '').trim().split(/\r?\n/).map(line => line.split(','))
    expect(rows).toHaveLength(1)
    const cell = (name: string) => rows[0]![names!.indexOf(name)]
    expect([cell('category'), cell('filed'), cell('solved'), cell('solved_0')]).toEqual(['living', '5', '5', '5'])
  })
  expect(chair.said).toEqual([])
})
