// A record that is already there: its owner verifies it, and leaves the union or does not.
import type { APIRequestContext, Page } from '@playwright/test'
import { account, signIn } from './desk'
import { complaints, expect, expectFits, expectNoBarriers, members, test } from './member'

/** What stands on the card that she holds in her hand: the demo's members have numbers that only an officer can read. */
async function documentOf(page: Page, request: APIRequestContext) {
  const { membership, person } = await (await page.request.get('/api/v1/me/record')).json()
  await signIn(request, await account(request, 'registrar', '咸阳市'))
  const { items } = await (await request.post('/api/v1/member-searches', { data: { org: membership.org.id, q: person.name } })).json()
  const { id } = items[0]
  const shown = await request.post(`/api/v1/members/${id}/reveals`, {
    data: { field: 'id_number', purpose: 'contact' },
    headers: { 'Idempotency-Key': 'a card in her hand' },
  })
  expect(shown.status(), await shown.text()).toBe(201)
  return { name: person.name as string, number: (await shown.json()).value as string }
}

test('A member verifies her record: at once from the phone on record, and from another she waits', async ({ hold, browser, playwright, baseURL }) => {
  const page = await hold('/', 1)
  const said = complaints(page)
  const request = await playwright.request.newContext({ baseURL: baseURL!, extraHTTPHeaders: { origin: baseURL! } })
  const card = await documentOf(page, request)
  await request.dispose()

  // Another phone, of somebody whom nobody knows yet.
  const other = await browser.newContext({ baseURL: baseURL!, viewport: page.viewportSize()!, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const second = await other.newPage()
  await second.goto('/verification')
  await second.getByLabel('手机号').fill('12699990202')
  await second.getByRole('button', { name: '获取验证码' }).click()
  await second.getByRole('button', { name: '填上' }).click()
  await expect(second.getByRole('heading', { name: '核验我的档案' })).toBeVisible()
  await second.getByLabel('姓名').fill('张小三')
  await second.getByLabel('居民身份证').fill(card.number)
  await second.getByRole('button', { name: '核验', exact: true }).click()
  await expect(second.getByText('没有找到这个姓名和证件号的登记')).toBeVisible()
  await expect(second.getByRole('link', { name: '没有登记过，去申请入会' })).toBeVisible()
  await expectNoBarriers(second, 'no such record')
  await second.getByLabel('姓名').fill(card.name)
  await second.getByRole('button', { name: '核验', exact: true }).click()
  await expect(second.getByText('核验申请收到了')).toBeVisible()
  await expectNoBarriers(second, 'a verification waits')
  await second.getByRole('link', { name: '看进度，填验证码' }).click()
  await expect(second.getByText('发到了档案里的手机')).toBeVisible()
  await second.getByRole('button', { name: /验证码确认/ }).click()
  await second.getByLabel('档案里的手机收到的验证码').fill('000000')
  await second.locator('form').getByRole('button', { name: /验证码确认/ }).click()
  await expect(second.getByText('验证码对不上，或者已经过期')).toBeVisible()
  await expectNoBarriers(second, 'not the code')
  await second.goto('/')
  await expect(second.getByText('正在办 1 件')).toBeVisible()
  await second.goto('/verification')
  await expect(second.getByText('核验申请收到了')).toBeVisible()
  await other.close()

  // Her own.
  await page.getByRole('link', { name: '核验是您本人' }).click()
  await expect(page.getByLabel('姓名')).toHaveValue(card.name)
  await page.getByRole('button', { name: '核验', exact: true }).click()
  await expect(page.getByText('请写证件号')).toBeVisible()
  await expect(page.getByLabel('居民身份证')).toBeFocused()
  await expectNoBarriers(page, 'verification')
  await expectFits(page, 'verification')
  await page.getByLabel('居民身份证').fill(card.number)
  await page.getByRole('button', { name: '核验', exact: true }).click()
  await expect(page.getByText('核验好了')).toBeVisible()
  await page.getByRole('link', { name: '看我的档案' }).click()
  await expect(page.getByText('本人已核验')).toBeVisible()
  await page.goto('/')
  await expect(page.getByText('本人已核验')).toBeVisible()
  await expect(page.getByRole('link', { name: '核验是您本人' })).toHaveCount(0)
  expect(said).toEqual([])
})

test('A member who asks to leave is told what it means, and may take it back', async ({ hold }) => {
  const page = await hold('/record', 1)
  const said = complaints(page)
  const { org } = (await members(page))[1]!
  await page.getByRole('link', { name: '退会' }).click()
  await expect(page.getByText('电子会员卡马上失效')).toBeVisible()
  await expect(page.getByText(org)).toBeVisible()
  await expectNoBarriers(page, 'leaving')
  await expectFits(page, 'leaving')
  await page.getByRole('button', { name: '我要退会' }).click()
  await expect(page.getByRole('button', { name: '不退会' })).toBeFocused()
  await expectNoBarriers(page, 'before leaving')
  await page.getByRole('button', { name: '不退会' }).click()
  await page.getByRole('button', { name: '我要退会' }).click()
  await page.getByLabel('想说什么').fill('回老家了')
  await page.getByRole('button', { name: '提交退会' }).click()

  await expect(page.getByText('已经提交。')).toBeVisible()
  await expect(page.getByText('回老家了')).toBeVisible()
  await expect(page.getByText('工会不公布，到期也自动生效')).toBeVisible()
  await expectNoBarriers(page, 'asked to leave')
  await page.goto('/leaving')
  await page.getByRole('link', { name: '看进度，或者撤回' }).click()
  await page.getByRole('button', { name: /撤回/ }).click()
  await page.getByRole('button', { name: /^撤回/ }).click()
  await expect(page.getByText('办好了，现在是这样')).toBeVisible()
  await page.goto('/leaving')
  await expect(page.getByRole('button', { name: '我要退会' })).toBeVisible()
  expect(said).toEqual([])
})
