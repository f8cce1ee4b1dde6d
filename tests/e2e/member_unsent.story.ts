import type { Page } from '@playwright/test'
import { complaints, expect, expectFits, expectNoBarriers, test } from './member'
import { idNumber } from './people'

const number = idNumber('19440404', '112')
const kept = (page: Page) => page.evaluate(() => JSON.stringify({ ...localStorage }))
const cases = async (page: Page) => (await (await page.request.get('/api/v1/me/cases')).json()).items

test('What is sent without a network waits on the phone, goes out once, and leaves nothing behind', async ({ page, context }) => {
  await page.goto('/join')
  await page.getByLabel('找您的工会').fill('秦都区快递行业')
  await page.getByRole('button', { name: '找', exact: true }).click()
  await page.getByRole('listitem').getByRole('button').first().click()
  await page.getByLabel('手机号').fill('12699990303')
  await page.getByRole('button', { name: '获取验证码' }).click()
  const notice = page.waitForResponse(response => response.url().endsWith('/consents/notice'))
  await page.getByRole('button', { name: '填上' }).click()
  await notice

  await context.setOffline(true)
  await page.getByLabel('姓名', { exact: true }).fill('张小三')
  await page.getByLabel('居民身份证', { exact: true }).fill(number)
  await page.locator('label').filter({ hasText: '快递' }).click()
  await page.locator('label').filter({ hasText: '我看过个人信息怎么用，同意' }).click()
  await page.locator('label').filter({ hasText: /单独同意/ }).click()
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('button', { name: '提交申请' }).click()
  await expect(page.getByText('没有网络，还没交上去')).toBeVisible()
  await expect(page.getByText('里面有您的证件号，没有加密')).toBeVisible()
  expect(await kept(page)).toContain(number)
  await expectNoBarriers(page, 'an application waits')
  await expectFits(page, 'an application waits')

  // The network comes back, and goes again before the answer is here.
  let made = false
  await page.route('**/api/v1/cases', async route => {
    if (made) return route.continue()
    made = (await route.fetch()).status() === 201
    return route.abort()
  })
  const lost = page.waitForEvent('requestfailed', request => request.url().endsWith('/api/v1/cases'))
  await context.setOffline(false)
  await lost
  expect(await cases(page)).toHaveLength(1)
  await expect(page.getByText('没有网络，还没交上去')).toBeVisible()
  await page.getByRole('button', { name: '现在就试' }).click()

  await expect(page.getByText('已经提交。')).toBeVisible()
  await expect(page.getByText('秦都区快递行业工会联合会').first()).toBeVisible()
  expect(await cases(page)).toHaveLength(1)
  expect(await kept(page)).not.toContain(number)
  const said = complaints(page)

  await test.step('so does a word more, which she may delete while it waits', async () => {
    await context.setOffline(true)
    for (const words of ['写错了的话', '下午才能接电话']) {
      await page.getByRole('button', { name: '补一句话' }).click()
      await page.getByLabel('想对工会说什么').fill(words)
      await page.getByRole('button', { name: '发给工会' }).click()
      await expect(page.getByText(words)).toBeVisible()
    }
    await expect(page.getByRole('heading', { name: '等网络 2 件' })).toBeVisible()
    await page.getByRole('button', { name: /^删掉：/ }).first().click()
    await expect(page.getByRole('button', { name: '留着' })).toBeFocused()
    await expectNoBarriers(page, 'before it is deleted')
    await page.getByRole('button', { name: '删掉', exact: true }).click()
    await expect(page.getByText('写错了的话')).toHaveCount(0)
    await context.setOffline(false)
    await expect(page.getByRole('heading', { name: /等网络/ })).toHaveCount(0)
    await expect(page.getByRole('list').getByText('下午才能接电话')).toHaveCount(1)
    await expect(page.getByText('写错了的话')).toHaveCount(0)
  })
  expect(said.filter(it => !/ERR_INTERNET_DISCONNECTED/.test(it))).toEqual([])
})

test('Signing out takes along what waits', async ({ page }) => {
  await page.goto('/join')
  await page.getByLabel('找您的工会').fill('秦都区快递行业')
  await page.getByRole('button', { name: '找', exact: true }).click()
  await page.getByRole('listitem').getByRole('button').first().click()
  await page.getByLabel('手机号').fill('12699990304')
  await page.getByRole('button', { name: '获取验证码' }).click()
  const notice = page.waitForResponse(response => response.url().endsWith('/consents/notice'))
  await page.getByRole('button', { name: '填上' }).click()
  await notice
  await page.getByLabel('姓名', { exact: true }).fill('张小三')
  await page.getByLabel('居民身份证', { exact: true }).fill(number)
  await page.locator('label').filter({ hasText: '快递' }).click()
  for (const words of ['我看过个人信息怎么用，同意', '单独同意']) await page.locator('label').filter({ hasText: words }).click()
  await page.getByRole('button', { name: '下一步' }).click()
  await page.route('**/api/v1/me/consents', route => route.abort())
  await page.getByRole('button', { name: '提交申请' }).click()
  await expect(page.getByText('没有网络，还没交上去')).toBeVisible()
  await page.goto('/')
  await expect(page.getByText('没有网络，还没交上去')).toBeVisible()
  await expectNoBarriers(page, 'home with a letter')
  await page.goto('/mine')
  await expect(page.getByText('还有 1 件没交上去')).toBeVisible()
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('这里是')
  expect(await kept(page)).not.toContain(number)
})
