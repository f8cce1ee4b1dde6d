import type { Page } from '@playwright/test'
import { account, signIn } from './desk'
import { complaints, expect, expectNoBarriers, expectFits, test } from './member'
import { idNumber } from './people'

/** Counts what she has to do. Nothing here is timed: her 3 letters a second and 3 seconds of looking at each screen are reckoned. */
class Effort {
  inputs = 0
  letters = 0
  screens = 1

  constructor(private readonly page: Page) {}

  async type(label: string, text: string) {
    this.inputs++
    this.letters += text.length
    await this.page.getByLabel(label, { exact: true }).fill(text)
  }

  async tick(words: string | RegExp) {
    this.inputs++
    await this.page.locator('label').filter({ hasText: words }).click()
  }

  seconds() {
    return this.letters / 3 + 3 * this.screens
  }
}

test('A courier scans a code at a door, has applied with 7 inputs on 4 screens, is taken in, shows her card, and moves on', async ({ page, playwright, baseURL }) => {
  const headers = { origin: baseURL! }
  const desk = await playwright.request.newContext({ baseURL: baseURL!, extraHTTPHeaders: headers })
  await signIn(desk, await account(desk, 'registrar', '咸阳市'))
  const { items } = await (await desk.post('/api/v1/joining/unions', { data: { q: '快递行业' } })).json()
  const union = items.find((it: { name: string }) => it.name === '秦都区快递行业工会联合会')
  const made = await desk.post('/api/v1/joining/channels', { data: { org: union.id, kind: 'station', name: '人民路邮政驿站' }, headers: { 'Idempotency-Key': 'a door' } })
  expect(made.status(), await made.text()).toBe(201)
  const channels = await (await desk.get(`/api/v1/joining/channels?org=${union.id}`)).json()
  const { code } = channels.items[0]
  await desk.dispose()

  const said = complaints(page)
  const effort = new Effort(page)
  await page.goto(`/j/${code}`)
  await expect(page.getByText(union.name)).toBeVisible()
  await expectNoBarriers(page, 'phone')
  await effort.type('手机号', '12699990101')
  await page.getByRole('button', { name: '获取验证码' }).click()
  const shown = (await page.locator('.demo strong').textContent())!
  await effort.type('验证码', shown)
  await page.getByRole('button', { name: '登录', exact: true }).click()

  effort.screens++
  await effort.type('姓名', '张小三')
  await effort.type('居民身份证', idNumber('19450505', '112'))
  await expect(page.getByText('号码无误：女，1945年5月生')).toBeVisible()
  await effort.tick('快递')
  await effort.tick('我看过个人信息怎么用，同意')
  await effort.tick(/单独同意/)
  await expectNoBarriers(page, 'form')
  await expectFits(page, 'form')
  await page.getByRole('button', { name: '下一步' }).click()

  effort.screens++
  await expect(page.getByRole('heading', { name: '看一遍' })).toBeFocused()
  await expectNoBarriers(page, 'read over')
  await page.getByRole('button', { name: '提交申请' }).click()

  effort.screens++
  await expect(page.getByText('已经提交。')).toBeVisible()
  await expect(page.getByText(union.name).first()).toBeVisible()
  await expectNoBarriers(page, 'sent')
  expect(effort.inputs).toBeLessThanOrEqual(7)
  expect(effort.screens).toBeLessThanOrEqual(4)
  expect(effort.seconds()).toBeLessThanOrEqual(60)

  // Nobody of the demo works at that union itself, so its county holds the case, and its officer takes her in.
  const id = /cases\/(\d+)/.exec(page.url())![1]
  const county = await playwright.request.newContext({ baseURL: baseURL!, extraHTTPHeaders: headers })
  await signIn(county, await account(county, 'officer', '秦都区'))
  const version = (await county.get(`/api/v1/cases/${id}`)).headers().etag!
  const approved = await county.post(`/api/v1/cases/${id}/steps`, { data: { step: 'approve' }, headers: { 'If-Match': version } })
  expect(approved.status(), await approved.text()).toBe(200)
  await county.dispose()

  await page.reload()
  await expect(page.locator('.figure')).toHaveText('已经入会')
  await expectNoBarriers(page, 'granted')
  await page.goto('/')
  await expect(page.getByText(union.name)).toBeVisible()
  await page.getByRole('link', { name: /消息，\d+ 条没看/ }).click()
  await expect(page.getByText('没看过').first()).toBeVisible()
  await expectNoBarriers(page, 'messages')
  await page.goto('/card')
  await expect(page.getByRole('img', { name: '会员码' })).toBeVisible()
  await expect(page.getByText('张*三')).toBeVisible()

  await page.goto('/transfer')
  await page.getByLabel('转到哪个工会').fill('乾县快递行业')
  await page.getByRole('button', { name: '找', exact: true }).click()
  await page.getByRole('listitem').getByRole('button').first().click()
  await page.getByRole('button', { name: '提交转会申请' }).click()
  await expect(page.getByText('已经提交。')).toBeVisible()
  await expect(page.getByText('乾县快递行业工会联合会').first()).toBeVisible()
  expect(said).toEqual([])
})

test('Who is missing something is led to it, and a code that is none says so', async ({ hold }) => {
  const page = await hold('/j/ZZZZ-ZZZZ')
  await expect(page.getByText('看看是不是抄错了').first()).toBeVisible()
  await page.getByRole('link', { name: '找您的工会' }).click()
  await page.getByLabel('找您的工会').fill('快递行业')
  await page.getByRole('button', { name: '找', exact: true }).click()
  await page.getByRole('listitem').getByRole('button').first().click()
  await expect(page.getByText('您将加入')).toBeVisible()
  await page.getByRole('button', { name: '下一步' }).click()
  await expect(page.getByLabel('姓名', { exact: true })).toBeFocused()
  await page.getByLabel('姓名', { exact: true }).fill('张小三')
  await page.getByLabel('居民身份证', { exact: true }).fill('61999919900307112')
  await page.getByRole('button', { name: '下一步' }).click()
  await expect(page.getByText('少 1 位：身份证号是 18 位')).toBeVisible()
  await expect(page.getByLabel('居民身份证', { exact: true })).toBeFocused()
  await expectNoBarriers(page, 'what is missing')
})
