import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { city, expect, expectFits, expectNoBarriers, speak, test } from './desk'

const county = '渭城区总工会'
const file = /^会员名册-渭城区总工会-\d{8}\.csv$/

async function openDialog(page: Page) {
  await page.goto('/office/members')
  await page.getByRole('button', { name: /^(导出（遮蔽）|Export \(masked\))$/ }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('radio').first()).toBeVisible()
  return dialog
}

test('An export goes on without its page, is found again, and can be fetched for a day', async ({ sit }) => {
  const page = await sit('registrar', county)
  // So few rows are written faster than anybody looks: the page is told that they are still being written until the story goes on.
  let running = true
  await page.route('**/api/v1/member-exports', async route => {
    if (route.request().method() !== 'GET' || !running) return route.continue()
    const response = await route.fetch()
    const { items } = await response.json()
    await route.fulfill({ response, json: { items: items.map((one: object) => ({ ...one, state: 'running', done: 40 })) } })
  })

  let dialog = await openDialog(page)
  const lines = dialog.getByRole('region', { name: '一天之内导出过的' }).getByRole('listitem')
  await expect(lines).toHaveCount(0)
  await dialog.getByLabel('纯文本表格').check()
  await dialog.getByRole('button', { name: '开始导出' }).click()
  await expect(lines).toContainText('正在写 40 /')
  await expect(dialog.getByRole('button', { name: '开始导出' })).toHaveCount(0)
  await expect(dialog.getByRole('link')).toHaveCount(0)

  await page.reload()
  dialog = await openDialog(page)
  await expect(lines).toHaveCount(1)
  await expect(lines).toContainText('正在写 40 /')
  await expect(dialog.getByRole('button', { name: '开始导出' })).toBeVisible()
  await expectNoBarriers(page, 'running export')

  running = false
  const link = lines.getByRole('link', { name: file })
  await expect(link).toBeVisible()
  await expect(lines).toContainText(/[\d,]+ 行，\d+月\d+日 \d\d:\d\d 前可以取 · 今天 \d\d:\d\d要的/)
  await page.reload()
  dialog = await openDialog(page)
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  expect(download.suggestedFilename()).toMatch(file)
  const rows = (await readFile(await download.path(), 'utf8')).trim().split('\n').length - 1
  await expect(lines).toContainText(`${rows.toLocaleString('en')} 行，`)

  await speak(page, 'en')
  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    await page.setViewportSize(viewport)
    await expect((await openDialog(page)).getByRole('link', { name: file })).toBeVisible()
    await expectNoBarriers(page, `finished export ${viewport.width}`)
    await expectFits(page, `finished export ${viewport.width}`)
  }
  await speak(page, 'zh-CN')
})

test('Nobody finds the exports of another officer', async ({ sit }) => {
  const page = await sit('registrar', city)
  const answered = page.waitForResponse(response => response.url().endsWith('/api/v1/member-exports'))
  const dialog = await openDialog(page)
  expect((await (await answered).json()).items.filter((one: { file: string }) => file.test(one.file))).toEqual([])
  await expect(dialog.getByText(county)).toHaveCount(0)
})
