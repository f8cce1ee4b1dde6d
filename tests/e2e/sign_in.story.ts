import type { Page } from '@playwright/test'
import { account, city, complaints, expect, expectFits, expectNoBarriers, speak, test } from './desk'

/** Looks at a step of the sign-in in both languages, on a phone and on a desk. UNIONHALL_SHOTS=folder keeps a picture of each. */
async function expectWhole(page: Page, step: string) {
  for (const [language, name] of [['en', 'English'], ['zh-CN', '中文']] as const) {
    await page.getByRole('button', { name, exact: true }).click()
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    for (const viewport of [{ width: 390, height: 844 }, { width: 1440, height: 900 }]) {
      await page.setViewportSize(viewport)
      const where = `sign-in-${step}-${language}-${viewport.width}`
      await expectNoBarriers(page, where)
      await expectFits(page, where)
      if (process.env.UNIONHALL_SHOTS) await page.screenshot({ path: `${process.env.UNIONHALL_SHOTS}/${where}.png` })
    }
  }
}

test('An officer signs in with the codes that a demo hall shows, and out again', async ({ page, request }) => {
  test.slow()
  const said = complaints(page)
  const who = await account(request, 'officer') // whom no other story needs
  await page.goto('/office/')
  await expect(page.getByRole('heading', { name: '登录工作台' })).toBeVisible()
  await expectWhole(page, 'phone')

  await page.getByRole('button', { name: who.name }).filter({ hasText: who.org }).first().click()
  await expect(page.getByText('演示：验证码是')).toBeVisible()
  await expectWhole(page, 'code')
  await page.getByRole('button', { name: '填上', exact: true }).click()

  await expect(page.getByText(`${who.name}，您好。`)).toBeVisible()
  await page.getByRole('radio', { name: who.org }).first().check()
  await page.getByRole('button', { name: '填上现在的' }).click()
  await expect(page.getByLabel('动态码')).toHaveValue(/^\d{6}$/)
  await expectWhole(page, 'role')
  await page.getByRole('button', { name: '进入工作台' }).click()
  await expect(page.getByRole('heading', { level: 1, name: who.org })).toBeVisible()

  await page.getByRole('button', { name: who.name }).click()
  await page.getByRole('button', { name: '退出' }).click()
  await expect(page.getByRole('heading', { name: '登录工作台' })).toBeVisible()
  await page.goto('/office/members')
  await expect(page.getByRole('heading', { name: '登录工作台' })).toBeVisible()
  expect(said).toEqual([])
})

test('What is wrong with a phone or a code stands at its field, and the typed text stays', async ({ page }) => {
  await page.goto('/office/')
  await page.getByLabel('手机号').fill('1260000')
  await page.getByRole('button', { name: '获取验证码' }).click()
  await expect(page.getByLabel('手机号')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByText('11 位')).toBeVisible()
  await expect(page.getByLabel('手机号')).toHaveValue('1260000')
  await expectWhole(page, 'fault')

  await page.getByLabel('手机号').fill('12699990000')
  await page.getByRole('button', { name: '获取验证码' }).click()
  await expect(page.getByText('验证码发到了 12699990000')).toBeVisible()
  await page.getByLabel('验证码', { exact: true }).fill('000000')
  await page.getByRole('button', { name: '下一步' }).click()
  await expect(page.getByLabel('验证码', { exact: true })).toHaveAttribute('aria-invalid', 'true')
})

test('The desk speaks English on request, and remembers', async ({ sit }) => {
  const page = await sit('registrar', city)
  await speak(page, 'en')
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('link', { name: 'Home' })).toBeVisible()
  await speak(page, 'zh-CN')
  await expect(page.getByRole('heading', { name: '设置' })).toBeVisible()
})
