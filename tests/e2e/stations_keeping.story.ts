// The desk sees where a station is missing, tells two that look like one apart, and brings stations onto a public map.
import { readFile } from 'node:fs/promises'
import type { APIRequestContext, Page } from '@playwright/test'
import { city, complaints, expect, expectFits, expectFolded, expectNoBarriers, test } from './desk'
import { officer, openStation } from './stations'

const phone = { width: 390, height: 844 }
const desk = { width: 1440, height: 900 }

async function keep(page: Page, name: string) {
  await expectNoBarriers(page, name)
  await expectFits(page, name)
  await expectFolded(page, name)
  if (process.env.UNIONHALL_SHOTS) await page.screenshot({ path: `${process.env.UNIONHALL_SHOTS}/keeping-${name}.png` })
}

/** As it is at the desk, and as it folds. */
async function keepBoth(page: Page, name: string) {
  await keep(page, `${name}-desk`)
  await page.setViewportSize(phone)
  await keep(page, `${name}-phone`)
  await page.setViewportSize(desk)
}

async function saved(page: Page, by: () => Promise<void>) {
  const [download] = await Promise.all([page.waitForEvent('download'), by()])
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) }
}

async function codeOf(request: APIRequestContext, id: string): Promise<string> {
  return (await (await request.get(`/api/v1/stations/${id}/record`)).json()).code
}

test('Where people gather and no station is near stands first, until one opens there', async ({ sit, playwright, baseURL }) => {
  const page = await sit('registrar', city)
  const said = complaints(page)
  await page.goto('/office/stations')
  await page.getByRole('navigation', { name: '驿站的几页' }).getByRole('link', { name: '覆盖' }).click()
  const rows = page.getByRole('region', { name: '聚集点', exact: true }).locator('tbody tr')
  await expect(rows.first()).toBeVisible()

  await page.getByRole('button', { name: '记一个聚集点' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '记下聚集点' }).click()
  await expect(dialog.getByText('写上名称')).toBeVisible()
  await expect(dialog.getByText('在地图上点一下位置，或者填经纬度')).toBeVisible()
  await dialog.getByLabel('名称').fill('塬上货车集散点')
  await dialog.getByLabel('户外劳动者大约多少人').fill('很多')
  await expect(dialog.getByText('填 0 到 1000000 之间的数')).toBeVisible()
  await dialog.getByLabel('户外劳动者大约多少人').fill('900000')
  await dialog.locator('.box').click({ position: { x: 120, y: 120 } })
  await expect(dialog.locator('.spot')).toBeVisible()
  await dialog.getByLabel('经度').fill('107.7201')
  await dialog.getByLabel('纬度').fill('35.2603')
  await dialog.getByLabel('纬度').press('Tab')
  await keep(page, 'coverage-dialog')
  await dialog.getByRole('button', { name: '记下聚集点' }).click()
  await expect(dialog).toHaveCount(0)

  await expect(rows.first()).toContainText('塬上货车集散点')
  await expect(rows.first()).toContainText('900,000')
  await expect(rows.first()).toContainText('1 公里内没有')
  await page.keyboard.press('j')
  await expect(rows.first()).toHaveAttribute('aria-current', 'true')
  await expect(page.locator('.map-box .reach')).toBeVisible()
  await expect(page.locator('.map-box .place.bare.chosen')).toBeVisible()
  await keep(page, 'coverage-desk')
  await page.setViewportSize(phone)
  await expect(page.locator('.map-box')).toHaveCount(0)
  await page.getByRole('button', { name: '看地图' }).click()
  await expect(page.locator('.map-box .place').first()).toBeVisible()
  await keep(page, 'coverage-phone')
  await page.setViewportSize(desk)

  const request = await officer(playwright.request, baseURL!)
  await openStation(request, 'keeping 1', { name: '塬上司机之家', lng: 107.7201, lat: 35.2633, division: '610428' })
  await request.dispose()
  await page.reload()
  const row = rows.filter({ hasText: '塬上货车集散点' })
  await expect(row).toContainText('1 公里内有')
  await expect(row).toContainText('塬上司机之家 330 米')

  await row.getByRole('button', { name: '修改 塬上货车集散点' }).click()
  await expect(dialog.getByLabel('户外劳动者大约多少人')).toHaveValue('900000')
  await dialog.getByLabel('户外劳动者大约多少人').fill('')
  await dialog.getByRole('button', { name: '保存修改' }).click()
  await expect(row).toContainText('按会员计')
  await row.getByRole('button', { name: '去掉 塬上货车集散点' }).click()
  await dialog.getByRole('button', { name: '去掉这个聚集点' }).click()
  await expect(row).toHaveCount(0)
  expect(said).toEqual([])
})

test('Two stations that look like one are told apart, or one of them is closed', async ({ sit, playwright, baseURL }) => {
  const page = await sit('registrar', city)
  const said = complaints(page)
  const request = await officer(playwright.request, baseURL!)
  await openStation(request, 'keeping 2', { name: '塬畔邮政驿站', lng: 107.7301, lat: 35.2703 })
  await openStation(request, 'keeping 3', { name: '塬畔快递驿站', lng: 107.7301, lat: 35.2705 })
  const first = await openStation(request, 'keeping 4', { name: '沟口驿站', lng: 107.7501, lat: 35.2803, address: '沟口村 1 号' })
  await openStation(request, 'keeping 5', { name: '沟口驿站', lng: 107.7501, lat: 35.2833, address: '沟口村口' })
  const code = await codeOf(request, first)
  await request.dispose()

  await page.goto('/office/stations/doubles')
  const pairs = page.getByRole('region', { name: '疑似重复的驿站' }).locator('li')
  const apart = pairs.filter({ hasText: '塬畔邮政驿站' })
  await expect(apart).toContainText('相距 22 米')
  await apart.getByRole('button', { name: '看地图' }).click()
  await expect(apart.locator('.map-box .numbered')).toHaveCount(2)
  await keepBoth(page, 'doubles')
  await apart.getByRole('button', { name: '不是同一个' }).click()
  await expect(page.getByText(/记下了：.*不是同一个/)).toBeVisible()
  await expect(apart).toHaveCount(0)

  const same = pairs.filter({ hasText: '沟口驿站' })
  await expect(same).toContainText('名称相同')
  await expect(same).toContainText('相距 334 米')
  const other = await same.locator('.one').filter({ hasNotText: code }).locator('.caption').innerText()
  await same.getByRole('button', { name: `撤销 沟口驿站（${other}）` }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel(/^为什么/)).toHaveValue(`与 ${code} 重复`)
  await keep(page, 'doubles-closing')
  await dialog.getByRole('button', { name: '撤销驿站' }).click()
  await expect(page.getByText('「沟口驿站」撤销了。')).toBeVisible()
  await expect(same).toHaveCount(0)

  await page.reload()
  await expect(page.locator('main .card li, main .card .empty').first()).toBeVisible()
  await expect(apart).toHaveCount(0)
  await expect(same).toHaveCount(0)
  expect(said).toEqual([])
})

test('Stations go onto a public map by a file that the officer brings there, and back where it is refused', async ({ sit, playwright, baseURL }) => {
  const page = await sit('registrar', city)
  const said = complaints(page)
  const request = await officer(playwright.request, baseURL!)
  const id = await openStation(request, 'keeping 6', { name: '上图路驿站', lng: 108.7205, lat: 34.3402, address: '上图路 8 号' })
  await request.dispose()

  await page.goto('/office/stations/publication')
  await page.getByRole('link', { name: '百度地图' }).click()
  await expect(page.getByText('百度地图用的 BD-09')).toBeVisible()
  const row = page.locator('tbody tr').filter({ hasText: '上图路驿站' })
  await expect(row).toContainText('新增')
  await keepBoth(page, 'publication')
  await row.getByRole('checkbox', { name: '选中 上图路驿站' }).check()
  const file = await saved(page, () => page.getByRole('button', { name: '生成上报文件（1 个）' }).click())
  expect(file.name).toMatch(/^驿站上报-百度地图-\d{4}-\d\d-\d\d\.xlsx$/)
  expect(file.content.subarray(0, 2).toString()).toBe('PK')
  await expect(page.getByText('1 个驿站写进了文件，请交到百度地图的上传页面。')).toBeVisible()
  await expect(row).toContainText('已提交')
  const again = await saved(page, () => page.getByRole('button', { name: /^再下载/ }).first().click())
  expect(again.content.equals(file.content)).toBe(true)

  await page.getByRole('button', { name: '已提交 1' }).click()
  await expect(page.locator('tbody tr')).toHaveCount(1)
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await keep(page, 'publication-chosen')
  await page.getByRole('button', { name: '被驳回（1 个）' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '记下驳回' }).click()
  await expect(dialog.getByText('写上为什么没收', { exact: true })).toBeVisible()
  await dialog.getByLabel('为什么没收').fill('门头照片不清楚')
  await keep(page, 'publication-refusing')
  await dialog.getByRole('button', { name: '记下驳回' }).click()
  await expect(page.getByText('1 个记为被驳回')).toBeVisible()
  await page.getByRole('button', { name: '驳回 1' }).click()
  await expect(row).toContainText('门头照片不清楚')

  await row.getByRole('link', { name: '上图路驿站' }).click()
  const maps = page.getByRole('region', { name: '上图' })
  await expect(maps.getByRole('listitem').filter({ hasText: '百度地图' })).toContainText('门头照片不清楚')
  await expect(maps.getByRole('listitem').filter({ hasText: '高德地图' })).toContainText('新增')
  await keepBoth(page, 'publication-record')

  await page.goBack()
  await row.getByRole('checkbox').check()
  await saved(page, () => page.getByRole('button', { name: '生成上报文件（1 个）' }).click())
  await page.getByRole('button', { name: '已提交 1' }).click()
  await page.getByRole('button', { name: '提交的都上图了（1 个）' }).click()
  await expect(page.getByText('1 个记为已上图。')).toBeVisible()

  await page.goto(`/office/stations/${id}`)
  await expect(maps.getByRole('listitem').filter({ hasText: '百度地图' })).toContainText('已上图')
  const facts = page.getByRole('region', { name: '档案' })
  await facts.getByRole('button', { name: '修改' }).click()
  await facts.getByLabel('地址').fill('上图路 9 号')
  await facts.getByRole('button', { name: '保存' }).click()
  await expect(maps.getByRole('listitem').filter({ hasText: '百度地图' })).toContainText('更新')
  await page.goto('/office/stations/publication?map=baidu&of=update')
  await expect(row).toContainText('更新')
  expect(said).toEqual([])
})

test('All stations of a union are saved as a table or a map', async ({ sit }) => {
  const page = await sit('registrar', city)
  await page.goto('/office/stations')
  const begins = { '表格（xlsx，能再导回来）': /^PK/, '纯文本表格（csv）': /^\uFEFF?[^\n]*名称/, '地图数据（GeoJSON）': /^\{"type":\s*"FeatureCollection"/ }
  for (const [name, begin] of Object.entries(begins)) {
    await page.getByRole('button', { name: '导出' }).click()
    if (name.startsWith('表格')) await keepBoth(page, 'export')
    const file = await saved(page, () => page.getByRole('button', { name }).click())
    expect(file.name).toMatch(/^驿站-\d{4}-\d\d-\d\d\.(xlsx|csv|geojson)$/)
    expect(file.content.toString()).toMatch(begin)
    await expect(page.getByRole('button', { name })).toHaveCount(0)
  }
})

test('Where nothing is to be done, the pages say so', async ({ sit }) => {
  const page = await sit('registrar', city)
  const me = await (await page.request.get('/api/v1/me')).json()
  const within = me.roles.find((role: { id: string }) => role.id === me.role_in_force).org.id
  // Stations of the demo city are kept by the unions of towns and streets.
  const org = (await (await page.request.get(`/api/v1/orgs?within=${within}&level=base&limit=1`)).json()).items[0].id
  for (const [path, text] of [['doubles', '没有疑似重复的驿站。'], ['coverage', '还没有登记聚集点。'], ['publication', '这里还没有可以上图的驿站。']] as const) {
    await page.goto(`/office/stations/${path}?org=${org}`)
    await expect(page.getByText(text)).toBeVisible()
    await expectNoBarriers(page, `empty ${path}`)
  }
})

test('Whoever keeps no station reads all of it, and is offered no step', async ({ sit }) => {
  const page = await sit('supervisor', city)
  await page.goto('/office/stations/coverage')
  await expect(page.locator('tbody tr').first()).toBeVisible()
  await expect(page.getByRole('button', { name: /^(记一个|修改|去掉)/ })).toHaveCount(0)
  await page.goto('/office/stations/publication')
  await expect(page.locator('tbody tr').first()).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(page.locator('tbody tr').first()).toHaveAttribute('aria-current', 'true')
  await expect(page.getByText(/^选中/)).toHaveCount(0)
  await expect(page.getByRole('checkbox')).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^生成上报文件/ })).toHaveCount(0)
})
