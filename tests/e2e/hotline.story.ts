// The seat of the hotline: calls written down by keyboard alone, and whoever was answered called back.
import { appoint, appointChair, city, deskOf, expect, expectFits, expectNoBarriers, test } from './desk'

const shot = async (page: import('@playwright/test').Page, name: string) => {
  if (process.env.UNIONHALL_SHOTS) await page.screenshot({ path: `${process.env.UNIONHALL_SHOTS}/${name}.png` })
}
const union = '秦都区总工会'

test('A call is written down by keyboard alone, its number told, and the next one begins', async ({ browser, playwright, baseURL }) => {
  const seat = await deskOf(browser, baseURL!, await appoint(playwright.request, baseURL!, city, 'hotline_seat'), city)
  const { page } = seat
  const keys = page.keyboard
  await keys.press('g')
  await keys.press('l')
  await expect(page.getByRole('heading', { level: 1, name: '来电登记' })).toBeVisible()
  await expect(page.getByLabel('回访电话')).toBeFocused()
  await expectNoBarriers(page, 'intake')
  await keys.type('12699990601')
  await keys.press('Enter')
  await keys.type('王小红')
  await keys.press('Enter')
  await expect(page.getByLabel('怎么来的')).toHaveValue('hotline')
  await keys.press('Enter')
  await keys.type('公司三个月没发工资，打电话也不接')
  await keys.press('Tab')
  await keys.type('qdqzgh')
  await expect(page.getByRole('option', { name: new RegExp(union) }).first()).toBeVisible()
  await keys.press('Enter')
  await expect(page.getByLabel('交给哪家工会')).toHaveValue(union)
  await expect(page.getByLabel('在哪里')).toBeFocused()
  await expect(page.getByLabel('类别').locator('option').first()).toContainText('欠薪（说到')
  await keys.press('Enter')
  await keys.press('Enter')
  await keys.press('Enter')
  await expect(page.getByRole('checkbox', { name: /紧急/ })).toBeFocused()
  await keys.press('Space')
  await expect(page.getByRole('checkbox', { name: /紧急/ })).toBeChecked()
  await shot(page, 'intake-written')
  await keys.press('Control+Enter')

  const told = page.getByRole('status', { name: '告诉对方' })
  await expect(told.getByText(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/)).toBeVisible()
  await expect(page.getByLabel('回访电话')).toBeFocused()
  await expect(page.getByLabel('回访电话')).toHaveValue('')
  await expect(page.getByLabel('说了什么')).toHaveValue('')
  await expectNoBarriers(page, 'a call was filed')
  await expectFits(page, 'a call was filed')
  await shot(page, 'intake-filed')

  await test.step('what is missing is led to, and the number of the one before stays', async () => {
    await keys.press('Control+Enter')
    await expect(page.getByLabel('说了什么')).toBeFocused()
    await expect(page.getByText('记一两句')).toBeVisible()
    await expectNoBarriers(page, 'something is missing')
  })

  // The phone is masked for whoever reads it, and nobody finds her earlier ones by it.
  await told.locator('..').getByRole('link').first().click()
  await expect(page.getByText('126********')).toBeVisible()
  await expect(page.getByText('来电人 王小红')).toBeVisible()
  await expect(page.getByText(/还有 \d 小时/).first()).toBeVisible()
  await expectNoBarriers(page, 'a call as a case')
  await shot(page, 'intake-case')
  await expect(page.getByRole('button', { name: '受理' })).toHaveCount(0)
  expect(seat.said).toEqual([])
})

test('Who was answered is called back: nobody picks up, then she says that it is solved', async ({ browser, playwright, baseURL }) => {
  test.slow()
  const chairPhone = await appointChair(playwright.request, baseURL!, union)
  const chair = await deskOf(browser, baseURL!, chairPhone, union)
  const headers = { origin: baseURL! }
  const me = await (await chair.page.request.get('/api/v1/me')).json()
  const org = me.roles.find((role: { id: string }) => role.id === me.role_in_force).org.id
  for (const [i, words] of ['宿舍的空调坏了两天', '食堂的开水总是凉的'].entries()) {
    const made = await chair.page.request.post('/api/v1/cases', {
      headers: { ...headers, 'Idempotency-Key': `called back ${i}` },
      data: { type: 'appeal', for_another: true, channel: 'hotline', caller: '李平', phone: `1269999070${i}`, words, org },
    })
    expect(made.status(), await made.text()).toBe(201)
    const { id } = await made.json()
    for (const [step, comment] of [['accept', ''], ['reply', '已经换好了，您看看。']] as const) {
      const seen = await chair.page.request.get(`/api/v1/cases/${id}`)
      const taken = await chair.page.request.post(`/api/v1/cases/${id}/steps`, { headers: { ...headers, 'If-Match': seen.headers().etag! }, data: { step, ...(comment ? { comment } : {}) } })
      expect(taken.status(), await taken.text()).toBe(200)
    }
  }

  const seat = await deskOf(browser, baseURL!, await appoint(playwright.request, baseURL!, city, 'hotline_seat'), city)
  const { page } = seat
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await expect(page.getByRole('heading', { level: 1, name: '回访' })).toBeVisible()
  const row = page.getByRole('navigation', { name: '等回访的' }).getByRole('button')
  await expect(row).toHaveCount(2)
  await expect(page.getByText('已经换好了，您看看。')).toBeVisible()
  await expect(page.getByText('还没有打过')).toBeVisible()
  await page.getByRole('button', { name: '看电话号码' }).click()
  await expect(page.getByRole('link', { name: /^1269999070[01]$/ })).toBeVisible()
  await expectNoBarriers(page, 'calls')
  await shot(page, 'calls')

  await test.step('a try that is not noted is said of whom it was', async () => {
    await page.route('**/appeals/*/calls', route => route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ type: '/problems/http.busy', title: '现在太忙', status: 503 }) }))
    await page.keyboard.press('n')
    await page.keyboard.press('j')
    await expect(row.nth(0)).toContainText('没有记上，再点一次')
    await expect(row.nth(1)).toHaveAttribute('aria-current', 'true')
    await expectNoBarriers(page, 'a try was not noted')
    await shot(page, 'calls-not-noted')
    await page.keyboard.press('k')
    await expect(page.getByText('现在太忙')).toBeVisible()
    await page.unroute('**/appeals/*/calls')
  })

  // Whoever was tried comes last, and the next one is at hand.
  const rows = page.getByRole('navigation', { name: '等回访的' }).getByRole('listitem')
  const tried = (await rows.first().getAttribute('data-id'))!
  await page.keyboard.press('n')
  await expect(rows.last()).toHaveAttribute('data-id', tried)
  await expect(row.nth(0)).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('j')
  await expect(page.getByText('打过 1 次没接通，在 1 个不同的日子')).toBeVisible()
  await page.keyboard.press('s')
  await expect(page.getByLabel('对方怎么说')).toBeFocused()
  await page.keyboard.type('空调能用了')
  await expectNoBarriers(page, 'a call was tried')
  await shot(page, 'calls-tried')
  await page.keyboard.press('Control+Enter')
  await expect(row).toHaveCount(1)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectFits(page, 'calls on a phone')
  await expectNoBarriers(page, 'calls on a phone')
  await shot(page, 'calls-phone')
  expect(seat.said.filter(line => !line.includes('503'))).toEqual([])
})
