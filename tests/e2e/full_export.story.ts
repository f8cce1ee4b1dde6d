import { readFile } from 'node:fs/promises'
import { city, complaints, expect, expectFits, expectNoBarriers, test } from './desk'

const county = '渭城区总工会'
const sizes = [{ width: 1440, height: 900 }, { width: 390, height: 844 }]

test('Whole numbers leave the hall once: one officer asks, another lets them out, and each page says so', async ({ sit }) => {
  test.slow()
  const page = await sit('registrar', county)
  const said = complaints(page)
  await page.goto('/office/members')
  await page.getByRole('button', { name: '导出（遮蔽）' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('带完整号码（要另一位干部同意）').check()
  const ask = dialog.getByRole('button', { name: '申请导出' })
  await ask.press('Enter')
  await expect(dialog.getByText('至少选一种要完整的号码')).toBeVisible()
  for (const size of sizes) {
    await page.setViewportSize(size)
    await expectNoBarriers(page, `full export missing ${size.width}`)
    await expectFits(page, `full export missing ${size.width}`)
  }
  await page.setViewportSize(sizes[0]!)
  await dialog.getByLabel('手机号').check()
  await dialog.getByLabel('做什么用').fill('给医保局核对参保')
  const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)
  await dialog.getByLabel('用到哪一天').fill(day)
  await dialog.getByLabel('纯文本表格').check()
  await ask.press('Enter')
  await expect(dialog.getByText('申请交上去了，等另一位干部同意。')).toBeVisible()
  await dialog.getByRole('link', { name: '看进度' }).click()
  await expect(page.getByText('给医保局核对参保')).toBeVisible()
  const address = new URL(page.url()).pathname
  await expect(page.getByRole('button', { name: '同意导出' })).toHaveCount(0)
  await expectNoBarriers(page, 'own full export')

  await page.context().clearCookies()
  await sit('registrar', city)
  await page.goto(address)
  await expect(page.getByText('给医保局核对参保')).toBeVisible()
  for (const size of sizes) {
    await page.setViewportSize(size)
    await expectNoBarriers(page, `full export ${size.width}`)
    await expectFits(page, `full export ${size.width}`)
  }
  await page.setViewportSize(sizes[0]!)
  await page.getByRole('button', { name: '同意导出' }).click()
  const sure = page.getByRole('dialog')
  await sure.getByRole('button', { name: /同意导出/ }).click()
  await expect(page.getByText('已同意，可取一次').first()).toBeVisible()

  await page.context().clearCookies()
  await sit('registrar', county)
  await page.goto('/office/members')
  await page.getByRole('button', { name: '导出（遮蔽）' }).click()
  const line = page.getByRole('dialog').getByRole('listitem').filter({ hasText: '全号' }).first()
  await expect(line.getByText(/带完整号码/)).toBeVisible()
  await expectNoBarriers(page, 'full export waits to be fetched')
  await line.getByLabel('动态码').fill('000000')
  await line.getByRole('button', { name: '取文件' }).click()
  await expect(line.locator('.error, [role=alert]').first()).toBeVisible()
  // A second-factor code is good once: whoever has just used it waits for the next.
  const saved = page.waitForEvent('download', { timeout: 60_000 })
  await expect(async () => {
    const totp = await (await page.request.get('/api/v1/demo/totp')).json()
    await line.getByLabel('动态码').fill(totp.code)
    await line.getByRole('button', { name: '取文件' }).click()
    await expect(line.getByText(/取过了/)).toBeVisible({ timeout: 3000 })
  }).toPass({ intervals: [10_000], timeout: 60_000 })
  const text = await readFile(await (await saved).path(), 'utf8')
  expect(text.split('\n')[0]).toContain('给医保局核对参保')
  expect(text).toMatch(/126\d{8}/)
  await expect(line.getByRole('button', { name: '取文件' })).toHaveCount(0)
  expect(said).toEqual([])
})
