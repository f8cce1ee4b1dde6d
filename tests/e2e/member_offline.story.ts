// What was seen before can be read without a network, in a browser that has no worker at all.
import { account, signIn } from './desk'
import { complaints, expect, expectNoBarriers, test } from './member'

test.use({ serviceWorkers: 'block' })

test('Record, card, cases, messages and looks that were seen are there without a network, with their age', async ({ hold, playwright, context, baseURL }) => {
  const page = await hold('/', 2)
  const said = complaints(page)
  const headers = { origin: baseURL! }
  const { membership, person } = await (await page.request.get('/api/v1/me/record')).json()
  const made = await page.request.post('/api/v1/cases', {
    data: { type: 'correction', words: '入会日期少了一年' },
    headers: { ...headers, 'Idempotency-Key': 'a correction before the network goes' },
  })
  expect(made.status(), await made.text()).toBe(201)
  const { id } = await made.json()

  // An officer looks at her record, and puts it right.
  const desk = await playwright.request.newContext({ baseURL: baseURL!, extraHTTPHeaders: headers })
  const who = await account(desk, 'registrar', '咸阳市')
  await signIn(desk, who)
  const { items } = await (await desk.post('/api/v1/member-searches', { data: { org: membership.org.id, q: person.name } })).json()
  await desk.get(`/api/v1/members/${items[0].id}`)
  const seen = await desk.get(`/api/v1/cases/${id}`)
  const answered = await desk.post(`/api/v1/cases/${id}/steps`, { data: { step: 'approve', comment: '照入会申请表改好了' }, headers: { 'If-Match': seen.headers().etag! } })
  expect(answered.status(), await answered.text()).toBe(200)
  await desk.dispose()

  await page.reload()
  const tabs = page.getByRole('navigation', { name: '主要页面' })
  const pages = [
    { name: 'messages', open: () => page.getByRole('link', { name: /^消息/ }).click(), shows: '更正' },
    { name: 'record', open: () => page.getByRole('link', { name: '我的档案' }).first().click(), shows: '居民身份证' },
    { name: 'card', open: () => page.getByRole('link', { name: '会员码' }).click(), shows: '会员号' },
    { name: 'looks', open: () => page.getByRole('link', { name: '谁看过' }).first().click(), shows: who.name },
    { name: 'cases', open: () => tabs.getByRole('link', { name: '我的办理' }).click(), shows: '更正' },
    { name: 'a case', open: () => page.locator('main .rows a').filter({ hasText: '更正' }).first().click(), shows: '照入会申请表改好了' },
  ]
  async function readAll(then: (name: string) => Promise<void>) {
    for (const one of pages) {
      if (one.name !== 'a case') await tabs.getByRole('link', { name: '首页' }).click()
      await one.open()
      await expect(page.locator('main').getByText(one.shows).first()).toBeVisible()
      await then(one.name)
      if (one.name !== 'cases') await page.getByRole('button', { name: '返回' }).click()
    }
  }
  await readAll(async () => expect(page.getByText('没有网络')).toHaveCount(0))

  await context.setOffline(true)
  await readAll(async name => {
    await expect(page.getByText(/没有网络，显示 今天 \d\d:\d\d 的内容/)).toBeVisible()
    await expectNoBarriers(page, `${name} without a network`)
  })

  await context.setOffline(false)
  await tabs.getByRole('link', { name: '首页' }).click()
  await expect(page.getByText('没有网络')).toHaveCount(0)
  expect(said.filter(it => !/ERR_INTERNET_DISCONNECTED/.test(it))).toEqual([])
})
