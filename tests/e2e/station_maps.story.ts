// A hall with outlines of its own and a tile server behind them: its pictures lie under the outlines, and where they do not come the map is
// the outlines; also without a network.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fromGcj02 } from '../../web/shared/geo/datum'
import { account, city, signIn } from './desk'
import { demoIn, serve, type Served } from './hall'
import { complaints, expect, expectFits, expectNoBarriers, test, wireTo } from './member'
import { courier, makeStations, type Made } from './stations'

const folder = mkdtempSync(join(tmpdir(), 'unionhall-tiles-'))
const asked: string[] = []
let broken = false
let tiles: Server
let hall: Served
let made: Made[] = []

test.use({ geolocation: courier, permissions: ['geolocation'], serviceWorkers: 'block' })

test.beforeAll(async ({ playwright }) => {
  tiles = createServer((request, response) => {
    asked.push(`${request.headers.referer ?? ''} ${request.url}`)
    const [, layer, at] = /^\/(streets|names)\/(\d+\/\d+\/\d+)$/.exec(request.url!) ?? []
    const picture = layer === 'streets' ? streets : `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><text x="12" y="24" fill="#5c6470">${at}</text></svg>`
    // A browser would show what comes with a failure, too.
    if (broken || !layer) response.writeHead(500).end()
    else response.writeHead(200, { 'content-type': 'image/svg+xml', 'cache-control': 'no-store' }).end(picture)
  })
  await new Promise<void>(done => tiles.listen(0, '127.0.0.1', done))
  const server = `http://127.0.0.1:${(tiles.address() as AddressInfo).port}`
  demoIn(folder, 1000)
  const outlines = join(folder, 'counties.geojson')
  writeFileSync(outlines, JSON.stringify(county))
  hall = await serve(folder, '--outlines', outlines, '--tiles-urls', `${server}/streets/{z}/{x}/{y},${server}/names/{z}/{x}/{y}`, '--tiles-attribution', '街道 <示例>', '--tiles-datum', 'gcj02')
  made = await makeStations(playwright.request, hall.address)
})
test.afterAll(async () => {
  await hall.close()
  tiles.close()
  rmSync(folder, { recursive: true })
})
test.beforeEach(() => {
  broken = false
  asked.length = 0
})

const county = { type: 'FeatureCollection', features: [{ type: 'Feature', properties: { division: '610402', name: '试验 <区>' }, geometry: { type: 'Polygon', coordinates: [[[108.5, 34.2], [108.706, 34.2], [108.9, 34.25], [108.9, 34.5], [108.5, 34.5], [108.5, 34.2]]] } }] }
const streets = '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><path fill="#f3f0e7" d="M0 0h256v256H0z"/><path stroke="#fff" stroke-width="9" d="M0 90h256M70 0v256M190 0v256M0 210h256"/></svg>'
const shots = process.env.UNIONHALL_SHOTS

test('Streets lie under the outlines, with the words of whose map it is', async ({ page }) => {
  const said = complaints(page)
  await page.goto(`${hall.address}/stations`)
  await expect(page.locator('.pin').first()).toBeVisible()
  await expect(page.locator('.leaflet-tile-loaded').first()).toBeVisible()
  await expect(page.getByText('街道 <示例> · 距离为直线距离')).toBeVisible()
  await expect(page.locator('.leaflet-overlay-pane path[stroke-dasharray]')).toHaveAttribute('fill', 'none')
  expect(asked).toContainEqual(expect.stringMatching(`^${hall.address}/ /streets/1\\d/\\d+/\\d+$`))
  expect(asked).toContainEqual(expect.stringContaining('/names/1'))
  await expect(page.getByText('试验 <区>一带')).toBeVisible()
  await expect(page.locator('.word', { hasText: '试验 <区>' })).toBeVisible()
  if (shots) await page.screenshot({ path: `${shots}/tiles-phone.png` })
  await expectNoBarriers(page, 'tiles')
  await expectFits(page, 'tiles')
  expect(said).toEqual([])
})

test('Where the tile server fails, the outlines and the pins are the map', async ({ page }) => {
  broken = true
  await page.goto(`${hall.address}/stations`)
  await expect.poll(() => asked.length).toBeGreaterThan(2)
  await expect(page.locator('.leaflet-overlay-pane path[stroke-dasharray]')).toHaveAttribute('fill', '#eef1f4')
  await page.getByRole('button', { name: '现在开放', exact: true }).click()
  await page.locator('.at', { has: page.getByText('3', { exact: true }) }).click()
  await expect(page.locator('ol [aria-expanded=true]')).toContainText('建行西兰路支行驿站')
  await page.getByRole('button', { name: '放大' }).click()
  await expect(page.getByRole('button', { name: '找这一带' })).toBeVisible()
  if (shots) await page.screenshot({ path: `${shots}/tiles-broken.png` })
})

test('At the desk the pin lies on the streets where the station is, whatever they are drawn in', async ({ browser, playwright }) => {
  const request = await playwright.request.newContext({ baseURL: hall.address, extraHTTPHeaders: { origin: hall.address } })
  const storageState = await signIn(request, await account(request, 'registrar', city))
  await request.dispose()
  const context = await browser.newContext({ storageState, viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
  const page = await context.newPage()
  await page.goto(`${hall.address}/office/stations/${made[3]!.id}`)
  const place = page.getByRole('region', { name: '位置', exact: true })
  await expect(place.locator('.leaflet-tile-loaded').first()).toBeVisible()
  await expect(place.getByText('街道 <示例>')).toBeVisible()
  // What the picture under the pin shows there, in its own datum, is where the record says that the station is.
  await expect(place.locator('.spot')).toBeVisible()
  const shown = await place.locator('.spot').evaluate(spot => {
    const { left, top, width, height } = spot.getBoundingClientRect()
    const [x, y] = [left + width / 2, top + height / 2]
    const pictures = [...document.querySelectorAll<HTMLImageElement>('img.leaflet-tile')].map(img => ({ box: img.getBoundingClientRect(), at: img.src.split('/').slice(-3).map(Number) }))
    const { box, at } = pictures.find(({ box }) => box.left <= x && x < box.right && box.top <= y && y < box.bottom)!
    const world = 2 ** at[0]!
    const [east, south] = [(at[1]! + (x - box.left) / box.width) / world, (at[2]! + (y - box.top) / box.height) / world]
    return { lng: east * 360 - 180, lat: (Math.atan(Math.sinh(Math.PI * (1 - 2 * south))) / Math.PI) * 180, degreesPerPixel: 360 / world / box.width }
  })
  const { lng, lat } = fromGcj02(shown)
  expect(Math.abs(lng - made[3]!.lng)).toBeLessThan(2 * shown.degreesPerPixel)
  expect(Math.abs(lat - made[3]!.lat)).toBeLessThan(2 * shown.degreesPerPixel)
  expect(Math.abs(shown.lng - made[3]!.lng)).toBeGreaterThan(8 * shown.degreesPerPixel)
  if (shots) await place.screenshot({ path: `${shots}/tiles-desk.png` })
  await expectNoBarriers(page, 'tiles at the desk')
  await context.close()
})

test.describe('with the worker', () => {
  test.use({ serviceWorkers: 'allow' })

  test('the map that was seen is drawn without a network, after opening the app anew', async ({ page }) => {
    const wire = await wireTo(hall.address)
    await page.goto(`${wire.url}/stations`)
    await page.evaluate(() => navigator.serviceWorker.ready)
    await expect(page.locator('.word', { hasText: '试验 <区>' })).toBeVisible()
    await page.reload() // by way of the worker, which keeps what this page is made of
    await expect(page.locator('.word', { hasText: '试验 <区>' })).toBeVisible()

    wire.cut()
    await page.reload()
    await expect(page.locator('.word', { hasText: '试验 <区>' })).toBeVisible()
    await expect(page.getByRole('list', { name: '驿站，由近到远' })).toContainText('人民路邮政驿站')
    await expect(page.getByText(/没有网络，显示 今天 \d\d:\d\d 的内容/)).toBeVisible()
    await wire.close()
  })
})
