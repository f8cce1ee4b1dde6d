// What the union keeps about somebody, in her own hands.
import { readFileSync } from 'node:fs'
import { complaints, expect, expectFits, expectNoBarriers, test } from './member'

test('A member takes her data along as one file, and sees what it holds', async ({ hold }) => {
  const page = await hold('/record')
  const said = complaints(page)
  const name = await page.locator('.name strong').innerText()
  await page.getByRole('link', { name: '取走我的数据' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '取走我的数据' })).toBeVisible()
  await expectNoBarriers(page, 'her data, not taken yet')

  const printed = page.waitForEvent('download')
  await page.getByRole('button', { name: '存成 PDF，自己看' }).click()
  const pages = await printed
  expect(pages.suggestedFilename()).toMatch(/^我的数据 \d{4}-\d{2}-\d{2}\.pdf$/)
  expect(readFileSync(await pages.path()).subarray(0, 5).toString()).toBe('%PDF-')
  await expect(page.getByText('已经交给浏览器保存')).toBeVisible()

  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: '存成数据文件（JSON）' }).click()
  const file = await saved
  expect(file.suggestedFilename()).toMatch(/^我的数据 \d{4}-\d{2}-\d{2}\.json$/)
  const data = JSON.parse(readFileSync(await file.path(), 'utf8'))
  expect(data.record.person.name).toBe(name)
  expect(data.account.sessions.length).toBeGreaterThan(0)

  await expect(page.getByText('已经交给浏览器保存')).toBeVisible()
  await expect(page.getByRole('link', { name: /登录设备/ })).toContainText(`${data.account.sessions.length} 条`)
  await expectNoBarriers(page, 'her data, taken')
  await expectFits(page, 'her data, taken')
  await page.getByRole('link', { name: /谁看过我的档案/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: '谁看过我的档案' })).toBeVisible()
  expect(said).toEqual([])
})

test('Whoever asks to be erased is told what follows, and to leave the union first', async ({ hold }) => {
  const page = await hold('/data')
  const said = complaints(page)
  await page.getByRole('link', { name: '删除我的信息、注销账号' }).click()
  await expect(page.getByRole('heading', { name: '删除以后' })).toBeVisible()
  await page.getByRole('button', { name: '我要删除' }).click()
  await expect(page.getByRole('button', { name: '不删' })).toBeFocused()
  await expectNoBarriers(page, 'sure to erase?')
  await page.getByRole('button', { name: '提交删除申请' }).click()
  await expect(page.getByRole('alert')).toContainText('您还是会员。要删除个人信息，先退会')
  await expectNoBarriers(page, 'not erased')
  await expectFits(page, 'not erased')
  await page.getByRole('link', { name: '还是会员的，先退会' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '退会' })).toBeVisible()
  expect(said).toEqual([])
})
