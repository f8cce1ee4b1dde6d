import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { city, expect, expectFits, expectNoBarriers, test } from './desk'
import { idNumber } from './people'

const phone = { width: 390, height: 844 }

async function openJoining(page: Page, union: string) {
  await page.getByRole('combobox', { name: '找会员或工会' }).fill(union)
  await page.getByRole('option', { name: new RegExp(union) }).nth(1).click()
  await page.getByRole('link', { name: '入会码和接收方式' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '入会方式' })).toBeVisible()
}

async function makeCode(page: Page, name: string) {
  await page.getByRole('button', { name: '做一个入会码' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('种类').selectOption('station')
  await dialog.getByLabel('贴在哪里').fill(name)
  await dialog.getByRole('button', { name: '做入会码' }).click()
  await expect(page.getByRole('row').filter({ hasText: name })).toBeVisible()
}

/** The bytes that a button has saved, and under which name. */
async function saved(page: Page, button: string) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button, exact: true }).click()])
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

const pages = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length

test('A code has its poster as PDF and as PNG, and a union those of all below it in one file', async ({ sit }) => {
  const page = await sit('chair', city)
  await openJoining(page, '长武县总工会')
  const [door, counter] = [`西门 ${Date.now()}`, `大厅 ${Date.now()}`]
  await makeCode(page, door)
  await makeCode(page, counter)

  const pdf = await saved(page, `把“${door}”的海报存成 PDF`)
  expect(pdf.name).toBe(`入会海报-${door}.pdf`)
  expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-')
  expect(pdf.bytes.length).toBeGreaterThan(4000)
  expect(pages(pdf.bytes)).toBe(1)

  const png = await saved(page, `把“${door}”的海报存成 PNG`)
  expect(png.name).toBe(`入会海报-${door}.png`)
  expect([...png.bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  expect(png.bytes.length).toBeGreaterThan(4000)

  const all = await saved(page, '所有海报')
  expect(all.name).toBe('入会海报-长武县总工会.pdf')
  expect(all.bytes.subarray(0, 5).toString()).toBe('%PDF-')
  expect(pages(all.bytes)).toBe(await page.getByRole('button', { name: /存成 PDF$/ }).count())

  for (const viewport of [{ width: 1440, height: 900 }, phone]) {
    await page.setViewportSize(viewport)
    await expectNoBarriers(page, `joining ${viewport.width}`)
    await expectFits(page, `joining ${viewport.width}`)
  }
})

test('A poster that takes its time says so, and one that does not come says why and is asked for again', async ({ sit }) => {
  const page = await sit('chair', city)
  await openJoining(page, '渠子镇总工会')
  await page.getByRole('button', { name: '所有海报' }).click()
  await expect(page.getByRole('alert')).toContainText('还没有在用的入会码，先建一个')
  const name = `东门 ${Date.now()}`
  await makeCode(page, name)

  let answer = () => {}
  await page.route('**/api/v1/joining/posters/*', async route => {
    await new Promise<void>(go => (answer = go))
    await route.abort()
  })
  await page.getByRole('button', { name: `把“${name}”的海报存成 PNG` }).click()
  await expect(page.getByText('正在做海报，请先别离开这一页…')).toBeVisible()
  answer()
  await expect(page.getByRole('alert').last()).toContainText('连不上服务器，网络通了再试')
  await expectNoBarriers(page, 'a poster that did not come')
  await page.unroute('**/api/v1/joining/posters/*')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('alert').last().getByRole('button', { name: '再试一次' }).click()])
  expect(download.suggestedFilename()).toBe(`入会海报-${name}.png`)
})

test('Whoever has no phone at hand is applied for at the desk, once she agreed on paper', async ({ sit }) => {
  const page = await sit('chair', city)
  await page.goto('/office/joining/new')
  await page.getByLabel('姓名').fill('卫小兰')
  await page.getByLabel('证件号码', { exact: true }).fill(idNumber('19480203', '222'))
  await page.getByLabel('本人手机号').fill('12699990202')
  await page.getByRole('button', { name: '提交申请' }).click()
  const agreed = page.getByRole('checkbox', { name: /已经在纸上签字同意/ })
  await expect(agreed).toBeFocused()
  await expect(page.getByText('先请本人在纸上同意，再勾选')).toBeVisible()
  await expectNoBarriers(page, 'consent missing')
  await agreed.check()
  await page.getByRole('button', { name: '提交申请' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /卫/ })).toBeVisible()
  await expectNoBarriers(page, 'case')
})
