// An appeal, from the canteen's queue to the worker's own word that it is solved.
import type { Page } from '@playwright/test'
import { appointChair, deskOf, expectFits as expectDeskFits } from './desk'
import { complaints, expect, expectFits, expectNoBarriers, members, test } from './member'

/** One grey pixel. */
const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==', 'base64')
const shot = (page: Page, name: string) => (process.env.UNIONHALL_SHOTS ? page.screenshot({ path: `${process.env.UNIONHALL_SHOTS}/appeal-${name}.png` }) : undefined)

// The voice that is recorded here is a tone of the browser's own.
test.use({
  permissions: ['microphone'],
  launchOptions: { executablePath: process.env.UNIONHALL_CHROMIUM ?? '/usr/bin/chromium-headless-shell', args: ['--no-sandbox', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] },
})

test('A worker writes at noon; the chair sees it, answers, and the worker says when it is solved', async ({ hold, browser, playwright, baseURL }) => {
  test.slow()
  const page = await hold('/', 0)
  const said = complaints(page)
  const { org: union } = (await members(page))[0]!
  const chair = await deskOf(browser, baseURL!, await appointChair(playwright.request, baseURL!, union), union)

  await test.step('she writes, says, shows', async () => {
    await page.getByRole('link', { name: '说一说' }).click()
    await page.getByLabel('哪里不对，想要什么').fill('车间里三十七八度，天太热，中午食堂能不能有碗绿豆汤？')
    await expect(page.getByText('看样子是“食堂”的事，因为说到“绿豆汤”、“食堂”')).toBeVisible()
    await page.locator('input[type=file]').setInputFiles({ name: '食堂.png', mimeType: 'image/png', buffer: pixel })
    await page.getByRole('button', { name: '说一段话' }).click()
    await expect(page.getByText(/正在录 0:02/)).toBeVisible()
    await page.getByRole('button', { name: '录好了' }).click()
    await expect(page.getByLabel('听一遍录音')).toBeVisible()
    await expect(page.getByRole('button', { name: '删掉录音' })).toBeVisible()
    await page.getByLabel('在哪里').fill('二号食堂')
    await expect(page.getByText(union).first()).toBeVisible()
    await expectNoBarriers(page, 'an appeal is written')
    await expectFits(page, 'an appeal is written')
    await shot(page, 'written')
    await page.getByRole('button', { name: '说给工会' }).click()
    await expect(page.getByText('已经提交。')).toBeVisible()
    await expect(page.getByText(/最晚.*有人联系您/)).toBeVisible()
    await expect(page.getByText('生活服务 · 食堂')).toBeVisible()
    await expect(page.locator('audio')).toHaveCount(1)
    await expect(page.getByRole('region', { name: '附件' }).locator('img')).toHaveCount(1)
    await expectNoBarriers(page, 'an appeal was sent')
    await shot(page, 'sent')
  })
  const address = new URL(page.url()).pathname
  await page.goto('/')
  await expect(page.locator(`main a[href="${address}"]`)).toHaveCount(1)

  await test.step('the chair takes it up, asks inside, and answers', async () => {
    const desk = chair.page
    await desk.getByRole('navigation', { name: '页面' }).getByRole('link', { name: /待办/ }).click()
    await desk.locator('tbody tr').filter({ hasText: '诉求' }).getByRole('link').click()
    await expect(desk.getByText('能不能有碗绿豆汤')).toBeVisible()
    await expect(desk.getByText('最晚联系')).toBeVisible()
    await shot(desk, 'desk-received')
    await expectNoBarriers(desk, 'the desk reads an appeal')
    await desk.keyboard.press('a')
    const dialog = desk.getByRole('dialog')
    await expect(dialog.getByLabel('类别')).toHaveValue('living.canteen')
    await expectNoBarriers(desk, 'an appeal is taken up')
    await dialog.getByRole('button', { name: '受理' }).click()
    await expect(desk.getByText('最晚答复')).toBeVisible()
    await expect(dialog).toBeHidden()
    await desk.getByRole('button', { name: '内部备注' }).click()
    await desk.getByLabel('内部备注').last().fill('下午一点和后勤去食堂看')
    await desk.keyboard.press('Control+Enter')
    await expect(desk.locator('article.inside')).toContainText('下午一点和后勤去食堂看')
    await desk.keyboard.press('Escape')
    await desk.getByRole('button', { name: '答复', exact: false }).last().click()
    await desk.getByRole('dialog').getByLabel('怎么解决的，写给本人').fill('今天下午三点半起，二号窗口有绿豆汤，不另收钱。')
    await shot(desk, 'desk-answer')
    await expectNoBarriers(desk, 'an appeal is answered')
    await desk.keyboard.press('Control+Enter')
    await expect(desk.getByText('已答复，等本人确认').first()).toBeVisible()
    await shot(desk, 'desk-answered')
    await expectDeskFits(desk, 'the desk has answered')
  })

  await test.step('she says it is not solved, and why', async () => {
    await page.goto(address)
    await expect(page.getByText('解决了吗？')).toBeVisible()
    await expect(page.getByText('二号窗口有绿豆汤').first()).toBeVisible()
    await expect(page.getByText('下午一点和后勤去食堂看')).toHaveCount(0)
    await expectNoBarriers(page, 'is it solved')
    await shot(page, 'asked')
    await page.getByRole('button', { name: '没解决，继续办' }).click()
    await page.getByRole('button', { name: '没解决，继续办' }).click()
    await expect(page.getByText('写一句，对方才知道为什么')).toBeVisible()
    await page.getByLabel('为什么').fill('三点半去，已经没有了')
    await page.getByRole('button', { name: '没解决，继续办' }).click()
    await expect(page.getByText(/最晚.*答复您/)).toBeVisible()
  })

  await test.step('the chair answers once more, and she says that it is', async () => {
    const desk = chair.page
    await desk.reload()
    await expect(desk.getByText('本人说没解决 1 次')).toBeVisible()
    await expect(desk.getByText('三点半去，已经没有了')).toBeVisible()
    await desk.keyboard.press('a')
    await desk.getByRole('dialog').getByLabel('怎么解决的，写给本人').fill('每天做三百份，高温天都有。')
    await desk.getByRole('dialog').getByRole('button', { name: '答复' }).click()
    await expect(desk.getByText('已答复，等本人确认').first()).toBeVisible()

    await page.goto(address)
    await page.getByRole('button', { name: '解决了', exact: true }).click()
    await page.locator('label').filter({ hasText: /^满意$/ }).click()
    await expectNoBarriers(page, 'it is solved')
    await shot(page, 'solved-asked')
    await page.getByRole('button', { name: '解决了', exact: true }).click()
    await expect(page.getByText('您说已解决').first()).toBeVisible()
    await expect(page.getByText(/可以重新办理/)).toBeVisible()
    await expect(page.getByText('满意', { exact: true })).toBeVisible()
    await expectNoBarriers(page, 'she has said so')
    await shot(page, 'solved')
    await page.goto('/cases')
    await expect(page.locator('main .rows a').filter({ hasText: '您说已解决' })).toHaveCount(1)
    await page.goto('/')
    await expect(page.getByRole('link', { name: '说一说' })).toBeVisible()
    await expect(page.locator(`main a[href="${address}"]`)).toHaveCount(0)
    await desk.reload()
    await expect(desk.getByText('评价：满意')).toBeVisible()
    await shot(desk, 'desk-solved')
    await desk.goto('/office/inbox')
    await expect(desk.locator('tbody tr').filter({ hasText: '诉求' })).toHaveCount(0)
  })
  expect(said).toEqual([])
  expect(chair.said).toEqual([])
})
