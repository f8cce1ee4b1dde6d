// A courier finds the nearest open station, goes there, and passes it on; without a network, too.
import { complaints, expect, expectFits, expectNoBarriers, test } from './member'
import { courier, makeStations, type Made } from './stations'

let made: Made[] = []
test.use({ geolocation: courier, permissions: ['geolocation', 'clipboard-read', 'clipboard-write'], serviceWorkers: 'block' })
test.beforeAll(async ({ playwright, baseURL }) => {
  made = await makeStations(playwright.request, baseURL!)
})

const shots = process.env.UNIONHALL_SHOTS

test('A courier in Qindu sees the nearest open station first, is shown the way, and shares it', async ({ page, baseURL }) => {
  const said = complaints(page)
  await page.goto('/stations')
  const rows = page.getByRole('list', { name: '驿站，由近到远' }).getByRole('button', { expanded: false }).or(page.getByRole('button', { expanded: true }))
  await expect(rows.first()).toContainText('人民路邮政驿站')
  await expect(page.getByText('秦都区一带')).toBeVisible()
  await expect(page.locator('.pin').first()).toBeVisible()
  if (shots) await page.screenshot({ path: `${shots}/stations-phone.png` })
  await expectNoBarriers(page, 'stations')
  await expectFits(page, 'stations')

  // The one that is shut is nearer, and stands there as soon as she asks for it.
  await page.getByRole('button', { name: '现在开放', exact: true }).click()
  await expect(rows.first()).toContainText('渭阳路驿站')
  if (shots) await page.screenshot({ path: `${shots}/stations-phone-all.png` })
  await page.getByRole('button', { name: '现在开放', exact: true }).click()
  await page.getByRole('button', { name: '卫生间', exact: true }).click()
  await expect(rows).toHaveCount(1)
  await page.getByRole('button', { name: '卫生间', exact: true }).click()
  await expect(rows.first()).toContainText('人民路邮政驿站')

  await page.getByRole('button', { name: '去这里' }).first().click()
  const sheet = page.getByRole('dialog', { name: '用哪个地图去' })
  await expect(sheet.getByRole('link', { name: '高德地图' })).toHaveAttribute('href', /^https:\/\/uri\.amap\.com\/navigation\?to=108\.708\d+,34\.329\d+,.*coordinate=gaode/)
  await expectNoBarriers(page, 'directions')
  if (shots) await page.screenshot({ path: `${shots}/stations-directions.png` })
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)

  await page.getByRole('button', { name: '分享' }).first().click()
  await expect(page.getByRole('dialog', { name: '链接已复制，可以发给别人' })).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toBe(`${baseURL}/open/stations/${made[1]!.id}`)
  expect(said).toEqual([])
})

test('Without a network the stations seen last are there, with their age', async ({ page, context }) => {
  await page.goto('/stations')
  const list = page.getByRole('list', { name: '驿站，由近到远' })
  await expect(list).toContainText('人民路邮政驿站')
  await context.setOffline(true)
  await page.getByRole('button', { name: '饮水', exact: true }).click()
  await expect(page.getByText(/没有网络，显示 今天 \d\d:\d\d 的内容/)).toBeVisible()
  await expect(list).toContainText('人民路邮政驿站')
  await expect(list).toContainText('全天开放')
})

test('Where the phone does not tell its place, a county is chosen', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL: baseURL!, locale: 'zh-CN', viewport: { width: 390, height: 844 }, hasTouch: true, permissions: [] })
  const page = await context.newPage()
  await page.goto('/stations')
  await expect(page.getByText('没有拿到您的位置')).toBeVisible()
  await expectNoBarriers(page, 'no place')
  if (shots) await page.screenshot({ path: `${shots}/stations-no-place.png` })
  await page.getByRole('button', { name: '秦都区' }).click()
  await expect(page.getByRole('list', { name: '驿站，由近到远' })).toContainText('人民路邮政驿站')
  await expect(page.getByText('秦都区一带')).toBeVisible()
  await context.close()
})
