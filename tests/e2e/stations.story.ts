// A courier finds the nearest open station, goes there, and passes it on; without a network, too.
import { chooseHow, complaints, expect, expectFits, expectNoBarriers, members, test } from './member'
import { courier, doorOf, makeStations, threeSay, type Made } from './stations'

let made: Made[] = []
test.use({ geolocation: courier, permissions: ['geolocation', 'clipboard-read', 'clipboard-write'], serviceWorkers: 'block' })
test.beforeAll(async ({ playwright, baseURL }) => {
  made = await makeStations(playwright.request, baseURL!)
})

const shots = process.env.UNIONHALL_SHOTS

test('A courier in Qindu sees the nearest open station first, is shown the way, and shares it', async ({ page, browser, baseURL }) => {
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
  await expect(rows.filter({ hasText: '建行西兰路支行驿站' })).toHaveCount(0)
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

  // Whoever follows a link to one that is gone reads so.
  const gone = await page.goto('/s/1')
  expect(gone!.status()).toBe(200)
  await expect(page.getByRole('heading', { level: 1, name: '没有这个驿站' })).toBeVisible()

  // A new colleague opens it in another browser, without signing in.
  const other = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const opened = await other.newPage()
  const heard = complaints(opened)
  await opened.goto(`${baseURL}/s/${made[1]!.id}`) // as the code on its picture says
  await expect(opened).toHaveURL(link)
  await expect(opened.getByRole('heading', { level: 1, name: '人民路邮政驿站' })).toBeVisible()
  await expect(opened.getByText('全天开放')).toBeVisible()
  await expect(opened.getByRole('table', { name: '这几天的开放时间' }).getByRole('row')).toHaveCount(7)
  await expectNoBarriers(opened, 'the share')
  await expectFits(opened, 'the share')
  if (shots) await opened.screenshot({ path: `${shots}/stations-share.png`, fullPage: true })
  await opened.getByRole('button', { name: '去这里' }).click()
  await expect(opened.getByRole('link', { name: '高德地图' })).toHaveAttribute('href', /to=108\.708/)
  expect(heard).toEqual([])
  await other.close()
})

test('Whoever stands at the door says with one touch that it is as it says, and what is wrong with two', async ({ page, playwright, baseURL }) => {
  const said = complaints(page)
  const door = await doorOf(playwright.request, baseURL!, made[1]!.id)
  const scripts: string[] = []
  page.on('request', it => it.resourceType() === 'script' && scripts.push(new URL(it.url()).pathname))
  await page.goto(`/d/${door}`) // as its sign says
  await expect(page.getByRole('heading', { level: 1, name: '您在人民路邮政驿站门口' })).toBeVisible()
  expect(scripts.filter(it => !it.startsWith('/open/'))).toEqual([]) // nothing of the app beside it
  await expectNoBarriers(page, 'a door')
  if (shots) await page.screenshot({ path: `${shots}/stations-door.png` })
  await page.getByRole('button', { name: '开着，和说的一样' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '谢谢，记下了' })).toBeVisible()

  await page.goto('/stations')
  await expect(page.getByText('刚刚有人确认').first()).toBeVisible()

  // From the list the phone says whether it is near; this one is 400 m away from it, so it is a hint alone.
  await page.getByRole('button', { name: '建行西兰路支行驿站' }).click()
  await page.getByRole('link', { name: '报问题' }).click()
  await page.getByRole('button', { name: '有问题' }).click()
  await page.getByRole('button', { name: '告诉大家' }).click()
  await expect(page.getByText('选一个问题')).toBeVisible()
  await page.getByRole('radio', { name: '设施没有' }).check()
  await page.getByRole('radio', { name: '微波炉' }).check()
  await expectNoBarriers(page, 'a fault')
  if (shots) await page.screenshot({ path: `${shots}/stations-fault.png` })
  await page.getByRole('button', { name: '告诉大家' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '谢谢，站长会看到' })).toBeVisible()
  expect(said).toEqual([])
})

test('What three people found shut stands behind the others and says why', async ({ page, playwright, baseURL }) => {
  await threeSay(playwright.request, baseURL!, made[2]!.id, 'locked', await members(page))
  await page.goto('/stations')
  const list = page.getByRole('list', { name: '驿站，由近到远' })
  await expect(list.getByText('3 人说门锁着')).toBeVisible()
  await expect(list.locator('.head').last()).toContainText('建行西兰路支行驿站')
  await expectNoBarriers(page, 'a doubted one')
  if (shots) await page.screenshot({ path: `${shots}/stations-doubted.png` })
})

test('The first page says which station is nearest where the phone may tell its place', async ({ hold }) => {
  const page = await hold('/')
  const row = page.getByRole('link', { name: '人民路邮政驿站' })
  await expect(row).toContainText('320 米')
  await expectNoBarriers(page, 'home')
  if (shots) await page.screenshot({ path: `${shots}/stations-home.png` })
  await row.click()
  await expect(page).toHaveURL(/\/stations$/)
})

for (const [language, size] of [['en', 'usual'], ['zh-CN', 'large'], ['en', 'large']] as const) {
  test(`The list is whole in ${language} and ${size} print`, async ({ page, baseURL }) => {
    await page.goto('/stations')
    await chooseHow(page, language, size, baseURL!)
    await page.reload()
    await expect(page.locator('ol .head').first()).toBeVisible()
    await expect(page.locator('.pin').first()).toBeVisible()
    await expectNoBarriers(page, `${language} ${size}`)
    await expectFits(page, `${language} ${size}`)
    if (shots) await page.screenshot({ path: `${shots}/stations-${language}-${size}.png`, fullPage: true })
    await page.goto(`/open/stations/${made[0]!.id}`)
    await expect(page.locator('.hours')).toBeVisible()
    await expectNoBarriers(page, `share ${language} ${size}`)
    await expectFits(page, `share ${language} ${size}`)
    if (shots) await page.screenshot({ path: `${shots}/stations-share-${language}-${size}.png`, fullPage: true })
  })
}

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
  await expect(page.getByRole('list', { name: '驿站，由近到远' }).getByRole('button').first()).toBeVisible()
  await expect(page.getByText('秦都区一带')).toBeVisible()
  await context.close()
})
