import type { Page } from '@playwright/test'
import { account, appointChair, deskOf } from './desk'
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

/** Makes a code for a door at the officer's own union; what is printed under its QR code. */
async function makeCode(page: Page, door: string) {
  await page.getByRole('navigation', { name: '页面' }).getByRole('link', { name: '组织' }).click()
  await page.getByRole('link', { name: '看这家工会' }).first().click()
  await page.getByRole('link', { name: '入会码和接收方式' }).click()
  await page.getByRole('button', { name: '做一个入会码' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('种类').selectOption('station')
  await dialog.getByLabel('贴在哪里').fill(door)
  await dialog.getByRole('button', { name: '做入会码' }).click()
  return page.getByRole('row').filter({ hasText: door }).locator('.code').innerText()
}

/** Finds the case of this kind in the inbox, and takes its next step with one click and one more to be sure. */
async function answer(page: Page, kind: string, step: string, then: string) {
  await page.getByRole('navigation', { name: '页面' }).getByRole('link', { name: '待办' }).click()
  await page.getByRole('row').filter({ hasText: kind }).getByRole('link', { name: '张小三' }).click()
  const button = page.locator('footer').getByRole('button', { name: step, exact: true })
  await expect(button).toHaveClass(/main/)
  await expectNoBarriers(page, `case before: ${step}`)
  await button.click()
  await page.getByRole('dialog').getByRole('button', { name: step, exact: true }).click()
  await expect(page.getByRole('article').locator('.about')).toContainText(then)
}

test('A courier scans a code at a door, has applied with 7 inputs on 4 screens, is taken in by the chair, shows her card, and moves to another union', async ({ page, playwright, browser, baseURL }) => {
  test.slow() // three people, two of them at desks
  const union = '秦都区快递行业工会联合会'
  const chair = await deskOf(browser, baseURL!, await appointChair(playwright.request, baseURL!, union), union)
  const code = await makeCode(chair.page, '人民路邮政驿站')

  const said = complaints(page)
  const effort = new Effort(page)
  await page.goto(`/j/${code}`)
  await expect(page.getByText(union)).toBeVisible()
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
  await expect(page.getByText(union).first()).toBeVisible()
  await expectNoBarriers(page, 'sent')
  expect(effort.inputs).toBeLessThanOrEqual(7)
  expect(effort.screens).toBeLessThanOrEqual(4)
  expect(effort.seconds()).toBeLessThanOrEqual(60)

  await answer(chair.page, '入会申请', '同意入会', '已经入会')

  await page.reload()
  await expect(page.locator('.figure')).toHaveText('已经入会')
  await expectNoBarriers(page, 'granted')
  await page.goto('/')
  await expect(page.getByText(union)).toBeVisible()
  await page.getByRole('link', { name: /消息，\d+ 条没看/ }).click()
  await expect(page.getByText('没看过').first()).toBeVisible()
  await expectNoBarriers(page, 'messages')
  await page.goto('/card')
  await expect(page.getByRole('img', { name: '会员码' })).toBeVisible()
  await expect(page.getByText('张*三')).toBeVisible()
  await expect(page.getByText(union)).toBeVisible()
  const number = await page.getByText(/^会员号/).innerText()

  const { phone: hers, org: other } = await account(page.request, 'chair', '快递')
  await page.goto('/transfer')
  await page.getByLabel('转到哪个工会').fill(other)
  await page.getByRole('button', { name: '找', exact: true }).click()
  await page.getByRole('listitem').getByRole('button').first().click()
  await page.getByRole('button', { name: '提交转会申请' }).click()
  await expect(page.getByText('已经提交。')).toBeVisible()
  await expect(page.getByText(other).first()).toBeVisible()

  await answer(chair.page, '会籍接转', '同意转出', '原工会已同意，等新工会接收')
  await page.reload()
  await expect(page.getByText(/原工会已同意/).first()).toBeVisible()
  const otherChair = await deskOf(browser, baseURL!, hers, other)
  await answer(otherChair.page, '会籍接转', '同意接收', '已转入新工会')

  await page.reload()
  await expect(page.locator('.figure')).toHaveText('已转入新工会')
  await page.goto('/card')
  await expect(page.getByRole('img', { name: '会员码' })).toBeVisible()
  await expect(page.getByText(other)).toBeVisible()
  await expect(page.getByText(number)).toBeVisible()
  await expectNoBarriers(page, 'card of the new union')
  expect([...said, ...chair.said, ...otherChair.said]).toEqual([])
  await chair.page.context().close()
  await otherChair.page.context().close()
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
