// An application that comes back: what is wrong is read, put right and sent again, and the chair need not look for what changed.
import { appointChair, deskOf } from './desk'
import { chooseHow, complaints, expect, expectFits, expectNoBarriers, test } from './member'
import { idNumber } from './people'

const union = '渭城区快递行业工会联合会'
const number = idNumber('19430303', '212')

test('A returned application is corrected in the app and sent again; the chair sees what was changed, and admits her', async ({ page, playwright, browser, baseURL }) => {
  test.slow() // two people, one of them at a desk
  const chair = await deskOf(browser, baseURL!, await appointChair(playwright.request, baseURL!, union), union)
  const said = complaints(page)
  const headers = { origin: baseURL! }
  const phone = '12699990606'
  const code = await (await page.request.post('/api/v1/sign-in/code', { data: { phone }, headers })).json()
  await page.request.post('/api/v1/sign-in', { data: { phone, code: code.demo_code }, headers })
  const notice = await (await page.request.get('/api/v1/consents/notice')).json()
  for (const { kind, version } of [notice, ...notice.separate]) {
    await page.request.post('/api/v1/me/consents', { data: { kind, version }, headers: { ...headers, 'Idempotency-Key': kind } })
  }
  const { items } = await (await page.request.post('/api/v1/joining/unions', { data: { q: union }, headers })).json()
  const made = await page.request.post('/api/v1/cases', {
    data: { type: 'joining', name: '马晓燕', id_number: number, category: 'streamer', org: items[0].id },
    headers: { ...headers, 'Idempotency-Key': 'an application that comes back' },
  })
  expect(made.status(), await made.text()).toBe(201)

  await test.step('the chair gives it back, and says why', async () => {
    const desk = chair.page
    await desk.getByRole('navigation', { name: '页面' }).getByRole('link', { name: '待办' }).click()
    await desk.getByRole('row').filter({ hasText: '入会申请' }).getByRole('link', { name: '马晓燕' }).click()
    await desk.locator('footer').getByRole('button', { name: /退回/ }).click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByRole('button', { name: '姓名和证件号码对不上，请照证件再填一次' }).click()
    await dialog.getByRole('button', { name: /退回/ }).click()
    await expect(desk.getByRole('article').locator('.about')).toContainText('等您修改')
  })

  await test.step('she reads it where she reads all, and puts it right', async () => {
    await page.goto('/')
    await expect(page.getByText('正在办 1 件')).toBeVisible()
    await page.getByRole('link', { name: /消息，\d+ 条没看/ }).click()
    await page.getByRole('link', { name: '入会申请要改一下' }).first().click()
    await expect(page.locator('.figure')).toContainText('等您，最晚')
    await expect(page.getByText(`${union}说`)).toBeVisible()
    await expect(page.getByText('姓名和证件号码对不上，请照证件再填一次').first()).toBeVisible()
    await expectNoBarriers(page, 'returned')
    await expectFits(page, 'returned')
    const address = page.url()
    for (const language of ['en', 'zh-CN'] as const) {
      for (const print of ['large', 'usual'] as const) {
        await chooseHow(page, language, print, baseURL!)
        await page.goto(address)
        await page.getByRole('button', { name: /^(Send again|改好再交)$/ }).click()
        await expect(page.getByLabel(/^(Name|姓名)$/)).toBeFocused()
        await expectNoBarriers(page, `form to put right ${language} ${print}`)
        await expectFits(page, `form to put right ${language} ${print}`)
      }
    }
    await expect(page.getByLabel('姓名')).toHaveValue('马晓燕')
    await expect(page.getByRole('radio', { name: '主播' })).toBeChecked()
    await page.getByLabel('居民身份证').fill(number.slice(0, 17))
    await page.locator('form').getByRole('button', { name: '改好再交' }).click()
    await expect(page.getByLabel('居民身份证')).toHaveAttribute('aria-invalid', 'true')
    await expectNoBarriers(page, 'a number that is too short')
    await page.getByLabel('居民身份证').fill('')
    await page.getByLabel('姓名').fill('马小燕')
    await page.getByLabel('工作单位').fill('渭城速递站')
    await page.getByLabel('想说什么').fill('名字打错了一个字')
    await page.locator('form').getByRole('button', { name: '改好再交' }).click()
    await expect(page.locator('.figure')).toContainText('有结果')
    await expect(page.locator('.figure')).toBeInViewport()
    await expect(page.getByText('改了姓名、工作单位')).toBeVisible()
    await expect(page.getByText('马小燕')).toBeVisible()
    await expectNoBarriers(page, 'sent again')
  })

  await test.step('the chair sees which lines are new, and admits her', async () => {
    const desk = chair.page
    await desk.getByRole('navigation', { name: '页面' }).getByRole('link', { name: '待办' }).click()
    await desk.getByRole('row').filter({ hasText: '入会申请' }).getByRole('link', { name: '马小燕' }).click()
    await expect(desk.getByText('改了姓名、工作单位')).toBeVisible()
    await expect(desk.locator('.facts dd').filter({ hasText: '改过' })).toHaveText([/马小燕/, /渭城速递站/])
    await expect(desk.getByText('名字打错了一个字')).toBeVisible()
    await expectNoBarriers(desk, 'case sent again')
    await desk.locator('footer').getByRole('button', { name: '同意入会', exact: true }).click()
    await desk.getByRole('dialog').getByRole('button', { name: '同意入会', exact: true }).click()
    await expect(desk.getByRole('article').locator('.about')).toContainText('已经入会')
  })

  await page.reload()
  await expect(page.locator('.figure')).toHaveText('已经入会')
  expect([...said, ...chair.said]).toEqual([])
  await chair.page.context().close()
})
