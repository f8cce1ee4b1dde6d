import { chooseHow, complaints, expect, expectFits, expectNoBarriers, test } from './member'

const xianyang = { longitude: 108.72, latitude: 34.34 }

test('Whose phone does not say where she is chooses her county, and joins a union there', async ({ hold }) => {
  const page = await hold('/join') // nobody has allowed this browser to say where it is
  const said = complaints(page)
  await page.locator('label').filter({ hasText: '外卖' }).click()
  await expect(page.getByText('没有拿到位置')).toBeVisible()
  const counties = page.getByRole('group', { name: '常在哪里干活' })
  await expect(counties.getByRole('radio')).toHaveCount(14)
  await expectNoBarriers(page, 'counties')
  await expectFits(page, 'counties')

  await counties.getByText('三原县', { exact: true }).click()
  await expect(page.getByRole('heading', { name: '三原县：选您这一行的' })).toBeVisible()
  await expect(page.getByRole('listitem').last()).toContainText('三原县总工会')
  await expectNoBarriers(page, 'unions of a county')
  await page.getByRole('button', { name: /三原县网约送餐行业工会联合会/ }).click()
  await expect(page.getByText('您将加入')).toBeVisible()
  await expect(page.getByText('三原县网约送餐行业工会联合会')).toBeVisible()
  expect(said).toEqual([])
})

test('Who belongs to no trade of her county goes on to its towns, by keyboard too, and joins hers', async ({ hold }) => {
  const page = await hold('/join')
  const said = complaints(page)
  await page.getByRole('button', { name: '别的…' }).click()
  await page.locator('label').filter({ hasText: '主播' }).click()
  await expect(page.getByText('没有拿到位置')).toBeVisible()
  await page.getByText('三原县', { exact: true }).click()
  await page.getByRole('button', { name: '找镇街、园区的工会' }).press('Enter')
  const towns = page.locator('section').filter({ has: page.getByRole('heading', { name: '三原县的镇街、园区' }) })
  await expect(towns.getByRole('button').first()).toBeFocused()
  await expectNoBarriers(page, 'towns of a county')
  await expectFits(page, 'towns of a county')
  const name = (await towns.getByRole('button').nth(1).locator('strong').textContent())!
  await towns.getByRole('button', { name }).click()
  await expect(page.getByText('您将加入')).toBeVisible()
  await expect(page.getByText(name)).toBeVisible()
  await expect(page.getByText('您做什么工作')).toHaveCount(0) // she has said so already
  expect(said).toEqual([])
})

test('Who is elsewhere than she works chooses her county although her phone says where she is', async ({ hold, context, baseURL }) => {
  await context.grantPermissions(['geolocation'])
  await context.setGeolocation(xianyang)
  const page = await hold('/join')
  await chooseHow(page, 'en', 'large', baseURL!)
  await page.reload()
  await page.locator('label').filter({ hasText: 'Courier' }).click()
  await expect(page.getByRole('heading', { name: 'These unions take you in' })).toBeVisible()
  await page.getByRole('button', { name: 'Choose the county myself' }).click()
  await expect(page.getByRole('radio', { name: '秦都区' })).toBeFocused()
  await expectNoBarriers(page, 'counties, large')
  await expectFits(page, 'counties, large')
  await page.getByText('乾县', { exact: true }).click()
  await expect(page.getByRole('heading', { name: /^乾县: / })).toBeVisible()
  await expect(page.getByRole('button', { name: /乾县快递行业工会联合会/ })).toBeVisible()
})
