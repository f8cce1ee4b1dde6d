import { account, expectFits as expectDeskFits, signIn, test as desk } from './desk'
import { complaints, expect, expectFits, expectNoBarriers, test } from './member'

test('A member reads why somebody could look at her', async ({ hold, playwright, baseURL }) => {
  const page = await hold('/', 1)
  const said = complaints(page)
  const { membership, person } = await (await page.request.get('/api/v1/me/record')).json()
  const request = await playwright.request.newContext({ baseURL: baseURL!, extraHTTPHeaders: { origin: baseURL! } })
  await signIn(request, await account(request, 'registrar', '咸阳市'))
  const { items } = await (await request.post('/api/v1/member-searches', { data: { org: membership.org.id, q: person.name } })).json()
  expect((await request.get(`/api/v1/members/${items[0].id}`)).status()).toBe(200)
  await request.dispose()

  await page.goto('/looks')
  const look = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /为什么能看/ }) }).first()
  await look.getByRole('button', { name: /为什么能看/ }).press('Enter')
  const answer = look.getByRole('region')
  await expect(answer.getByText('当时可以看：工会职务管到这里。 现在还可以看。')).toBeVisible()
  await expect(answer.getByText('咸阳市总工会 · 登记员')).toBeVisible()
  await expect(answer.getByText(/月\d+日起/)).toBeVisible()
  await expect(answer.getByRole('listitem').last()).toContainText(membership.org.name)
  await expectNoBarriers(page, 'why')
  await expectFits(page, 'why')
  expect(said).toEqual([])
})

desk('The auditor reads it of a row, without a name', async ({ sit }) => {
  const page = await sit('audit_administrator', '咸阳市总工会')
  for (const size of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    await page.setViewportSize(size)
    await page.goto('/office/audit')
    await page.getByLabel('哪一类').selectOption('look')
    const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: /为什么能看/ }) }).first()
    await row.getByRole('button', { name: /为什么能看/ }).click()
    await expect(row.getByText(/当时可以看/)).toBeVisible()
    await expectNoBarriers(page, `why in the audit ${size.width}`)
    await expectDeskFits(page, `why in the audit ${size.width}`)
  }
})
