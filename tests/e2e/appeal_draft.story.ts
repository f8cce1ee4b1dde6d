// What she writes without a network waits on her phone, pictures with it, and goes out once.
import { complaints, expect, expectFits, expectNoBarriers, test } from './member'

const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==', 'base64')

test('Half written it is there again; without a network it waits, with its picture, and goes out once', async ({ hold, context }) => {
  const page = await hold('/appeals/new', 1)
  const said = complaints(page)
  const words = page.getByLabel('哪里不对，想要什么')
  await words.fill('宿舍三楼没有热水')
  await expect(page.getByText(/看样子是“住宿”的事/)).toBeVisible()
  await page.reload()
  await expect(words).toHaveValue('宿舍三楼没有热水')

  await page.locator('input[type=file]').setInputFiles({ name: '水房.png', mimeType: 'image/png', buffer: pixel })
  await context.setOffline(true)
  await words.fill('宿舍三楼没有热水，已经一个星期了')
  await page.getByRole('button', { name: '说给工会' }).click()
  await expect(page.getByText('没有网络，还没交上去')).toBeVisible()
  await expect(page.getByText('带着 1 个附件')).toBeVisible()
  await expect(page.getByText('宿舍三楼没有热水，已经一个星期了', { exact: true })).toBeVisible()
  await expectNoBarriers(page, 'an appeal waits')
  await expectFits(page, 'an appeal waits')
  if (process.env.UNIONHALL_SHOTS) await page.screenshot({ path: `${process.env.UNIONHALL_SHOTS}/appeal-waits.png` })

  // The answer to the first try is lost on the way; the second makes no second appeal, and no second picture.
  let made = false
  await page.route('**/api/v1/cases', async route => {
    if (made) return route.continue()
    made = (await route.fetch()).status() === 201
    return route.abort()
  })
  const lost = page.waitForEvent('requestfailed', request => request.url().endsWith('/api/v1/cases'))
  await context.setOffline(false)
  await lost
  await page.getByRole('button', { name: '现在就试' }).click()

  await expect(page.getByText('已经提交。')).toBeVisible()
  await expect(page.getByRole('region', { name: '附件' }).locator('img')).toHaveCount(1)
  const { items } = await (await page.request.get('/api/v1/me/cases')).json()
  expect(items.filter((it: { type: string }) => it.type === 'appeal')).toHaveLength(1)
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }).includes('unionhall.unsent') || JSON.stringify({ ...localStorage }).includes('unionhall.draft'))).toBe(false)
  const files = await page.evaluate(
    () =>
      new Promise(done => {
        const opening = indexedDB.open('unionhall.unsent', 1)
        opening.onsuccess = () => {
          const count = opening.result.transaction('files').objectStore('files').count()
          count.onsuccess = () => (done(count.result), opening.result.close())
        }
      }),
  )
  expect(files).toBe(0)
  await page.goto('/appeals/new')
  await expect(page.getByLabel('哪里不对，想要什么')).toHaveValue('')
  expect(said.filter(it => !/ERR_INTERNET_DISCONNECTED|ERR_FAILED/.test(it))).toEqual([])
})

test('Without her name no voice goes along, and the page says why; signing out takes the draft along', async ({ hold }) => {
  const page = await hold('/appeals/new', 2)
  await page.getByLabel('哪里不对，想要什么').fill('加班费三个月没发')
  await page.locator('label').filter({ hasText: '不具名' }).click()
  await expect(page.getByText('不具名时不收录音：声音认得出是谁。')).toBeVisible()
  await expect(page.getByRole('button', { name: '说一段话' })).toHaveCount(0)
  await expect(page.getByText(/照样办、照样答复，只看到一个代号/)).toBeVisible()
  await expectNoBarriers(page, 'without a name')
  expect(await page.evaluate(() => localStorage.getItem('unionhall.draft.appeal'))).toContain('加班费')
  await page.goto('/mine')
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('这里是')
  expect(await page.evaluate(() => localStorage.getItem('unionhall.draft.appeal'))).toBeNull()
})
