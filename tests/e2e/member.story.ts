import { complaints, expect, expectNoBarriers, members, test, wireTo } from './member'

test('A member signs in with the code that a demo hall shows, reads her record, and leaves nothing behind', async ({ page }) => {
  const said = complaints(page)
  const who = (await members(page))[1]!
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('这里是')
  await expectNoBarriers(page, 'visitor')

  await page.getByRole('link', { name: '登录' }).click()
  await expectNoBarriers(page, 'phone')
  await page.getByLabel('手机号').fill('1260000')
  await page.getByRole('button', { name: '获取验证码' }).click()
  await expect(page.getByLabel('手机号')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('手机号')).toHaveValue('1260000')

  await page.getByRole('button', { name: who.name }).click()
  await expect(page.getByText('演示：验证码是')).toBeVisible()
  await page.getByLabel('验证码', { exact: true }).fill('000000')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByLabel('验证码', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await expectNoBarriers(page, 'code')
  await page.getByRole('button', { name: '填上' }).click()

  await expect(page.getByText(who.org)).toBeVisible()
  await expectNoBarriers(page, 'home')
  await page.getByRole('link', { name: '我的档案' }).first().click()
  await expect(page.getByText(who.name)).toBeVisible()
  await expect(page.getByRole('heading', { name: '我的档案' })).toBeFocused()
  await expect(page.getByText('**********').first()).toBeVisible()

  await page.getByRole('link', { name: '谁看过我的档案' }).click()
  await expect(page.getByRole('heading', { name: '谁看过我的档案' })).toBeVisible()
  expect(await page.evaluate(() => Object.keys(localStorage).some(key => key.includes('/me/record')))).toBe(true)

  await page.goto('/mine')
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('这里是')
  expect(await page.evaluate(() => Object.keys(localStorage).filter(key => key.startsWith('unionhall.seen.')))).toEqual([])
  await page.goto('/record')
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible()
  expect(said).toEqual([])
})

test('Large print and language are chosen once and stay', async ({ hold }) => {
  const page = await hold('/settings')
  const usual = await page.locator('h1').evaluate(it => parseFloat(getComputedStyle(it).fontSize))
  await page.getByRole('radio', { name: '长辈版' }).check()
  await expect(page.locator('html')).toHaveAttribute('data-size', 'large')
  expect(await page.locator('h1').evaluate(it => parseFloat(getComputedStyle(it).fontSize))).toBeGreaterThan(usual)
  const lines = await page.locator('label').evaluateAll(all => all.map(it => it.getBoundingClientRect().height))
  expect(Math.min(...lines)).toBeGreaterThanOrEqual(60)

  const saved = page.waitForResponse(response => response.url().endsWith('/api/v1/me') && response.request().method() === 'PATCH')
  await page.getByRole('radio', { name: 'English' }).check()
  await saved
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-size', 'large')
})

test('What was seen before is shown without a network, with its age, also after opening the app anew', async ({ hold, baseURL }) => {
  const page = await hold('/settings')
  const wire = await wireTo(baseURL!)
  await page.goto(`${wire.url}/`)
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.getByRole('link', { name: '我的档案' }).first().click()
  await expect(page.getByText('居民身份证')).toBeVisible()
  await page.reload() // by way of the worker, which keeps what this page is made of
  await expect(page.getByText('居民身份证')).toBeVisible()

  wire.cut()
  await page.reload()
  await expect(page.getByText('居民身份证')).toBeVisible()
  await expect(page.getByText(/没有网络，显示 今天 \d\d:\d\d 的内容/)).toBeVisible()
  await expectNoBarriers(page, 'without a network')
  await page.getByRole('button', { name: '返回' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()

  wire.mend()
  await page.goto(`${wire.url}/record`)
  await expect(page.getByText('居民身份证')).toBeVisible()
  await expect(page.getByText('没有网络')).toHaveCount(0)
  await wire.close()
})

test('Everything can be reached by keyboard, beginning with the way past the bar', async ({ hold }) => {
  const page = await hold('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: '跳到正文' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('main')).toBeFocused()
  const reached = new Set<string>()
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press('Tab')
    reached.add(await page.evaluate(() => document.activeElement?.textContent?.trim() ?? ''))
  }
  for (const name of ['我的档案', '转工会', '设置', '我的办理']) expect([...reached].some(it => it.includes(name)), name).toBe(true)
})
