import { complaints, expect, expectFits, expectNoBarriers, test } from './desk'
import { idNumber } from './people'

/** One grey pixel. */
const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==', 'base64')

test('A picture is attached to a case, seen on it, kept from who it is not for, and taken back', async ({ sit, baseURL, playwright }) => {
  const page = await sit('registrar', '咸阳市')
  const said = complaints(page)
  const request = await playwright.request.newContext({ baseURL: baseURL!, extraHTTPHeaders: { origin: baseURL! }, storageState: await page.context().storageState() })
  const { items } = await (await request.post('/api/v1/joining/unions', { data: { q: '快递行业' } })).json()
  const form = { type: 'joining', org: items[0].id, for_another: true, consented: true, name: '张小四', phone: '12699990202', id_number: idNumber('19470505', '212') }
  const made = await request.post('/api/v1/cases', { data: form, headers: { 'Idempotency-Key': 'attachments' } })
  expect(made.status(), await made.text()).toBe(201)
  await page.goto(`/office/cases/${(await made.json()).id}`)

  const attachments = page.getByRole('region', { name: '附件' })
  await attachments.locator('input[type=file]').setInputFiles({ name: '工作证.png', mimeType: 'image/png', buffer: pixel })
  const picture = attachments.getByRole('link', { name: '工作证.png' }).locator('img')
  await expect(picture).toBeVisible()
  expect(await picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1)
  await attachments.getByLabel('加的只给工会看').check()
  await attachments.locator('input[type=file]').setInputFiles({ name: '核对记录.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n') })
  await expect(attachments.getByLabel('只有工会看得到')).toBeVisible()
  await expectNoBarriers(page, 'attachments')
  await expectFits(page, 'attachments')

  await attachments.locator('input[type=file]').setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('<html>') })
  await expect(attachments.getByText('这里只收图片（JPG、PNG、WebP）、PDF 和录音')).toBeVisible()

  await attachments.getByRole('button', { name: '拿掉 工作证.png' }).click()
  await attachments.getByRole('button', { name: '拿掉，不再保留' }).click()
  await expect(picture).toHaveCount(0)
  expect(said).toEqual([])
  await request.dispose()
})

test('An officer who is away asks a colleague to stand in, and ends it', async ({ sit }) => {
  const page = await sit('officer', '秦都区')
  const said = complaints(page)
  await page.goto('/office/settings')
  await page.getByRole('button', { name: '请人代办' }).click()
  await page.getByRole('button', { name: '请她代办' }).click()
  await expect(page.getByText('请填这一项')).toHaveCount(3)
  const who = page.getByLabel('请谁代办')
  await who.selectOption({ index: 0 })
  const colleague = (await who.locator('option:checked').textContent())!.replace(/（.*/, '')
  const day = (days: number) => new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)
  await page.getByLabel('从哪天').fill(day(2))
  await page.getByLabel('最后一天').fill(day(1))
  await page.getByRole('button', { name: '请她代办' }).click()
  await expect(page.getByText('结束那天不能早于开始那天')).toBeVisible()
  await page.getByLabel('最后一天').fill(day(9))
  await expectNoBarriers(page, 'stand-ins')
  await page.getByRole('button', { name: '请她代办' }).click()
  const row = page.getByRole('row').filter({ hasText: colleague })
  await expect(row).toBeVisible()
  await expectFits(page, 'stand-ins')
  await row.getByRole('button', { name: '现在结束' }).click()
  await expect(page.getByText('现在没有代办。')).toBeVisible()
  expect(said).toEqual([])
})
