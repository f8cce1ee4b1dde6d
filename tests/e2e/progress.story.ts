// A file so large that whoever brought it sees how far its writing and its undoing are.
// UNIONHALL_SHOTS=folder keeps a picture of the bar.
import type { Page } from '@playwright/test'
import { city, complaints, expect, expectNoBarriers, test } from './desk'
import { elders, people } from './roster'

const county = '三原县总工会'
const name = '三原县历年会员名册.csv'
const rows = 120_000
const shots = process.env.UNIONHALL_SHOTS

/** What the bar says from now on, each thing once, however short it stands there. */
async function listenToBar(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said = new Set<string>()
    Object.assign(window, { said })
    new MutationObserver(() => {
      for (const detail of document.querySelectorAll('.progress h2, .progress .details span')) said.add(detail.textContent!)
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate(() => [...(window as unknown as { said: Set<string> }).said])
}

test('Writing 120,000 rows is seen: how many are done, how fast it goes and how long it still takes', async ({ sit }) => {
  test.slow()
  const page = await sit('registrar', county)
  const said = complaints(page)
  const lines = people(rows, elders).map(row => `${row.name},${row.idNumber},${row.phone}`)
  await page.goto('/office/imports/new')
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(['姓名,证件号码,移动电话', ...lines].join('\r\n')) })
  await page.getByRole('button', { name: '送去检查' }).click()
  await page.getByLabel('请谁确认').selectOption({ label: `王*霞 · ${city}` })
  await page.getByRole('button', { name: '送去确认：写入 120,000 行' }).click()
  await expect(page).toHaveURL(/\/confirmation$/)
  const address = page.url()

  await page.context().clearCookies()
  await sit('registrar', city)
  await page.goto(address)
  const heard = await listenToBar(page)
  await page.getByRole('button', { name: '确认写入 120,000 行' }).click()
  const bar = page.getByRole('progressbar', { name: '正在写入' })
  await expect(bar).toBeVisible()
  await expect(page.locator('.details')).toContainText('可以离开，写入照常进行')
  if (shots) await page.locator('.details', { hasText: '每秒' }).waitFor().then(() => page.screenshot({ path: `${shots}/desk-import-writing.png` }))
  await expect(page.getByText('写入了 120,000 行')).toBeVisible({ timeout: 90_000 })
  await expect(bar).toHaveCount(0)
  const heardOfWriting = (await heard()).join('\n')
  expect(heardOfWriting).toMatch(/^正在写入\d+%$/m)
  expect(heardOfWriting).toMatch(/^\d+,\d{3} \/ 120,000 行$/m)
  expect(heardOfWriting).toMatch(/^每秒 [\d,]+ 行$/m)
  expect(heardOfWriting).toMatch(/^还要 [\d.]+ (秒|分钟)$/m)

  await page.getByRole('button', { name: '撤销这次导入' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '撤销这次导入' }).click()
  await expect(page.getByRole('progressbar', { name: '正在撤销' })).toBeVisible()
  await expectNoBarriers(page, 'undoing')
  const undone = page.getByRole('region', { name: '已撤销' })
  await expect(undone.locator('div', { hasText: '撤下' }).locator('.figure')).toHaveText('120,000', { timeout: 90_000 })
  expect(said).toEqual([])
})
