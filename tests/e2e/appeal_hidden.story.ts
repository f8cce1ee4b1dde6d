// An appeal that the employer's side must not find.
import { appointChair, city, deskOf } from './desk'
import { complaints, expect, expectNoBarriers, members, test } from './member'

test('The employer’s chair finds no trace of what is hidden from her; a union outside answers it', async ({ hold, browser, playwright, baseURL }) => {
  test.slow()
  const page = await hold('/appeals/new', 0)
  const said = complaints(page)
  const { org: union } = (await members(page))[0]!
  const words = '班组长扣了大家的高温补贴'
  await page.getByLabel('哪里不对，想要什么').fill(words)
  await page.locator('label').filter({ hasText: '不让单位知道' }).click()
  await expect(page.getByText('不让它知道')).toBeVisible()
  await expectNoBarriers(page, 'hidden')
  await page.getByRole('button', { name: '说给工会' }).click()
  await expect(page.getByText('已经提交。')).toBeVisible()
  await expect(page.getByText('单位不知道')).toBeVisible()
  const id = new URL(page.url()).pathname.split('/').at(-1)!
  const number = (await page.getByText(/^编号 /).innerText()).replace('编号 ', '')

  const chair = await deskOf(browser, baseURL!, await appointChair(playwright.request, baseURL!, union), union)
  await chair.page.goto('/office/inbox?show=all')
  await expect(chair.page.getByText('没有等着办的').or(chair.page.locator('tbody tr').first())).toBeVisible()
  await expect(chair.page.getByText(number)).toHaveCount(0)
  await chair.page.goto(`/office/cases/${id}`)
  await expect(chair.page.getByText('没有这个办件，或者不归您办理')).toBeVisible()
  const asked = await chair.page.request.get(`/api/v1/appeals/${id}/alike`)
  expect(asked.status()).toBe(404)
  expect(await chair.page.content()).not.toContain(words)

  await test.step('the city, which is outside, takes it up and answers; she alone says whether it is solved', async () => {
    const { tasks } = await (await page.request.get(`/api/v1/cases/${id}`)).json()
    expect(tasks[0].org.name).not.toBe(union)
    const outside = await deskOf(browser, baseURL!, await appointChair(playwright.request, baseURL!, city), city)
    await outside.page.goto(`/office/cases/${id}`)
    await expect(outside.page.getByText('不让单位知道')).toBeVisible()
    await outside.page.getByRole('button', { name: '受理' }).click()
    await outside.page.getByRole('dialog').getByRole('button', { name: '受理' }).click()
    await expect(outside.page.getByText('最晚答复')).toBeVisible()
    await expect(outside.page.getByRole('dialog')).toBeHidden()
    await outside.page.keyboard.press('a')
    await outside.page.getByRole('dialog').getByLabel('怎么解决的，写给本人').fill('已经要求补发，月底前到账。')
    await outside.page.keyboard.press('Control+Enter')
    await expect(outside.page.getByText('已答复，等本人确认').first()).toBeVisible()
    await page.reload()
    await expect(page.getByText('解决了吗？')).toBeVisible()
    expect(outside.said).toEqual([])
  })
  await chair.page.reload()
  await expect(chair.page.getByText('没有这个办件，或者不归您办理')).toBeVisible()
  expect(said).toEqual([])
})
