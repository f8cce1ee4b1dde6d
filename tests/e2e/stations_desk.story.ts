// A keeper changes hours by tapping, moves the pin, and settles what people say.
import { city, complaints, expect, expectFits, expectNoBarriers, speak, test } from './desk'
import { makeStations, type Made } from './stations'

let made: Made[] = []
test.beforeAll(async ({ playwright, baseURL }) => {
  made = await makeStations(playwright.request, baseURL!)
})

const shots = process.env.UNIONHALL_SHOTS

test('A keeper taps the hours of a week, and what OpenStreetMap says is taken over or refused at its place', async ({ sit }) => {
  const page = await sit('registrar', city)
  const said = complaints(page)
  await page.goto('/office/stations')
  await expect(page.getByRole('link', { name: '渭城北街职工驿站' })).toBeVisible()
  await expectNoBarriers(page, 'stations')
  await expectFits(page, 'stations')
  if (shots) await page.screenshot({ path: `${shots}/desk-stations.png` })

  await page.getByRole('link', { name: '渭城北街职工驿站' }).click()
  const hours = page.getByRole('region', { name: '开放时间' })
  await expect(hours).toContainText('没有人登记过开放时间')
  await hours.getByRole('button', { name: '修改' }).click()
  await hours.getByLabel('星期一', { exact: true }).selectOption('spans')
  await hours.getByLabel('星期一 到').fill('02:00')
  await hours.getByLabel('星期一 到').press('Tab')
  await hours.getByRole('button', { name: '七天都这样' }).click()
  await hours.getByLabel('法定节假日', { exact: true }).selectOption('closed')
  await expect(hours.getByLabel(/opening_hours/)).toHaveValue(/08:00-26:00.*PH off|08:00-02:00.*PH off/)
  await expectNoBarriers(page, 'hours')
  if (shots) await page.screenshot({ path: `${shots}/desk-station-hours.png`, fullPage: true })

  await hours.getByLabel(/opening_hours/).fill('Mo-Fr 08:xx-18:00')
  await hours.getByRole('button', { name: '照这个改' }).click()
  await expect(hours.getByText('读到这里读不懂')).toBeVisible()
  await expect(hours.locator('mark')).toHaveText(/xx-18:00$/)
  await hours.getByLabel(/opening_hours/).fill('Mo-Fr 08:00-18:00; PH off')
  await hours.getByRole('button', { name: '照这个改' }).click()
  await expect(hours.getByLabel('星期二 到')).toHaveValue('18:00')
  await expect(hours.getByLabel('星期六', { exact: true })).toHaveValue('nothing')
  await hours.getByRole('button', { name: '保存' }).click()
  await expect(hours.getByText('08:00–18:00').first()).toBeVisible()
  expect(said).toEqual([])
})

test('Facts, place and life of a station are changed on its page', async ({ sit }) => {
  const page = await sit('registrar', city)
  await page.goto(`/office/stations/${made[3]!.id}`)
  const facts = page.getByRole('region', { name: '档案' })
  await facts.getByRole('button', { name: '修改' }).click()
  await facts.getByLabel('公开电话').fill('029-3312 0000')
  await facts.getByLabel('Wi-Fi').check()
  await facts.getByRole('button', { name: '保存' }).click()
  await expect(facts).toContainText('029-3312 0000')
  await expect(facts).toContainText('Wi-Fi')

  const place = page.getByRole('region', { name: '位置', exact: true })
  await expect(place.locator('.spot')).toBeVisible()
  await place.locator('.box').click({ position: { x: 60, y: 60 } })
  await place.getByRole('button', { name: '保存' }).click()
  await expect(place.getByText('已保存')).toBeVisible()

  await page.getByRole('button', { name: '暂停开放' }).click()
  await page.getByLabel(/^为什么/).fill('装修')
  await page.getByRole('dialog').getByRole('button', { name: '暂停开放' }).click()
  await expect(page.getByText('暂停开放：装修')).toBeVisible()
  await expectNoBarriers(page, 'station')
  if (shots) await page.screenshot({ path: `${shots}/desk-station.png` })
  await page.getByRole('button', { name: '开放', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: '开放', exact: true }).click()
  await expect(page.getByText('暂停开放：装修')).toHaveCount(0)

  await page.getByRole('button', { name: '去看过，和说的一样' }).click()
  await expect(facts).not.toContainText('没复查过')
})

test('A map of points comes in as a table does, and one that cannot be read is told with its place', async ({ sit }) => {
  const page = await sit('registrar', city)
  await page.goto('/office/imports/new')
  const picked = page.locator('input[type=file]')
  const map = (text: string) => ({ name: '驿站.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(text) })
  const point = (name: string, lng: number) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [lng, 34.32] }, properties: { name, opening_hours: 'Mo-Fr 08:00-18:00' } })
  await picked.setInputFiles(map('{}'))
  await expect(page.getByText('只读 xlsx 和 csv')).toBeVisible()
  await page.getByRole('radio', { name: /^驿站名单/ }).check()
  await expect(page.getByText(/地图软件导出的 GeoJSON/)).toBeVisible()
  await picked.setInputFiles(map('{"features":[{"geometry":{"type":"Polygon"}}]}'))
  await page.getByRole('button', { name: '送去检查' }).click()
  await expect(page.getByText(/在 features\[0\]\.geometry 读不懂/)).toBeVisible()
  await expectNoBarriers(page, 'a map that cannot be read')
  if (shots) await page.screenshot({ path: `${shots}/desk-import-map.png` })

  await picked.setInputFiles(map(JSON.stringify({ type: 'FeatureCollection', features: [point('湖滨驿站', 108.741), point('桥头驿站', 108.752)] })))
  await page.getByRole('button', { name: '送去检查' }).click()
  await expect(page).toHaveURL(/\/imports\/\d+/)
  await page.getByRole('button', { name: /^写入|^导入/ }).first().click()
  await expect(page.getByText('已写入').or(page.getByText('已导入')).first()).toBeVisible()
  await page.goto('/office/stations')
  await expect(page.getByRole('link', { name: '湖滨驿站' })).toBeVisible()
})

test('The pages are whole on a phone, in English and in large print', async ({ sit, page: held }) => {
  const page = await sit('registrar', city)
  await speak(page, 'en')
  await held.evaluate(() => localStorage.setItem('unionhall.size', 'large'))
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of ['/office/stations', `/office/stations/${made[1]!.id}`]) {
    await page.goto(path)
    await expect(page.locator('main tbody tr, main dl').first()).toBeVisible()
    await expectNoBarriers(page, path)
    await expectFits(page, path)
    if (shots) await page.screenshot({ path: `${shots}/desk-phone-${path.split('/').length}.png`, fullPage: true })
  }
})
