import { city, complaints, expect, expectFits, expectNoBarriers, speak, test } from './desk'
import { idNumber } from './people'

test('Members of retirement age are listed for their union to ask, and lead to their record', async ({ sit, baseURL }) => {
  const page = await sit('registrar', city)
  const said = complaints(page)
  // Nobody of the demo is that old: somebody is taken in who is. Those whom other stories took in may be older still.
  const { roles } = await (await page.request.get('/api/v1/me')).json()
  const form = { type: 'joining', org: roles[0].org.id, for_another: true, consented: true, name: '孙老师', phone: '12699990404', id_number: idNumber('19600505', '414') }
  const made = await page.request.post('/api/v1/cases', { data: form, headers: { origin: baseURL!, 'Idempotency-Key': 'retirement' } })
  expect(made.status(), await made.text()).toBe(201)
  const path = `/api/v1/cases/${(await made.json()).id}`
  const taken = await page.request.post(`${path}/steps`, { data: { step: 'approve' }, headers: { origin: baseURL!, 'If-Match': (await page.request.get(path)).headers().etag! } })
  expect(taken.status(), await taken.text()).toBe(200)

  await page.getByRole('link', { name: '会员', exact: true }).first().click()
  await page.getByRole('link', { name: '到龄会员' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '到退休年龄的会员' })).toBeVisible()
  const row = page.getByRole('region', { name: '到退休年龄的会员' }).locator('tbody tr').filter({ hasText: '1960年5月' })
  await expect(row).toBeVisible()
  await expectNoBarriers(page, 'retirement')

  await row.getByRole('link').click()
  await expect(page).toHaveURL(/members\/\d+/)
  await page.goBack()

  await page.setViewportSize({ width: 390, height: 844 })
  await speak(page, 'en')
  await page.goto('/office/members/retirement')
  await expect(page.getByRole('heading', { level: 1, name: 'Members of retirement age' })).toBeVisible()
  await expectNoBarriers(page, 'retirement on a phone')
  await expectFits(page, 'retirement on a phone')
  await speak(page, 'zh-CN')
  expect(said).toEqual([])
})
