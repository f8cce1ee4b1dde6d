// An errand of an appeal: handed to a canteen that has no account, answered by a link in its text, and seen at the desk.
import { city, expect, expectFits, expectNoBarriers, test } from './desk'
import { linkFor } from './halls'

const canteen = `1268${String(Date.now()).slice(-7)}`

/** A red square, as a phone would send it. */
const photo = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC', 'base64')

test('The canteen gets a task by a link, answers with a photo, and the desk sees it', async ({ sit, browser, baseURL }, info) => {
  const page = await sit('chair', city)
  const me = await (await page.request.get('/api/v1/me')).json()
  const org = me.roles.find((role: { id: string }) => role.id === me.role_in_force).org.id
  const form = { type: 'appeal', org, for_another: true, channel: 'hotline', caller: '王师傅', words: '天热，中午能不能喝到绿豆汤' }
  const made = await page.request.post('/api/v1/cases', { data: form, headers: { origin: baseURL!, 'Idempotency-Key': `errand-${canteen}` } })
  expect(made.status(), await made.text()).toBe(201)
  const address = `/office/cases/${(await made.json()).id}`

  await page.goto(address)
  const errands = page.getByRole('region', { name: '交办' })
  await errands.getByRole('button', { name: '交办一件事' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('交给谁').fill('食堂')
  await dialog.getByLabel('要办什么').fill('王师傅说天热，备一桶绿豆汤')
  await dialog.getByLabel('对方手机').fill(canteen)
  await dialog.getByRole('button', { name: '交办', exact: true }).click()
  await expect(dialog.getByText('里面不能写提诉求的人的名字')).toBeVisible()
  await expectNoBarriers(page, 'an errand that names her')
  await dialog.getByLabel('要办什么').fill('天热，中午备一桶绿豆汤')
  await dialog.getByRole('button', { name: '交办', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  await expect(errands).toContainText('等回音')
  await expectNoBarriers(page, 'an open errand')
  await expectFits(page, 'an open errand')

  const link = await linkFor(canteen)
  expect(link).toContain('/open/e/#')
  const phone = await (await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })).newPage()
  await phone.goto(baseURL + link.slice(link.indexOf('/open/')))
  await expect(phone.getByRole('heading', { level: 1, name: '食堂，有件事请您办' })).toBeVisible()
  await expect(phone.getByText('天热，中午备一桶绿豆汤')).toBeVisible()
  await expect(phone.getByText('王师傅')).toHaveCount(0)
  expect(phone.url()).not.toContain('#')
  await phone.getByRole('button', { name: '办好了' }).click()
  await expect(phone.getByText('写一句办得怎么样，办不了就写为什么')).toBeVisible()
  await expectNoBarriers(phone, 'an answer without a word')
  await phone.getByLabel('办得怎么样').fill('下午三点送到车间，每人一碗')
  await phone.locator('input[type=file]').setInputFiles({ name: '汤.png', mimeType: 'image/png', buffer: photo })
  await expect(phone.getByRole('img', { name: '汤.png' })).toBeVisible()
  await expectNoBarriers(phone, 'an answer with a photo')
  await expectFits(phone, 'an answer with a photo')
  if (process.env.UNIONHALL_SHOTS) await phone.screenshot({ path: `${process.env.UNIONHALL_SHOTS}/errand-phone-${info.project.name}.png`, fullPage: true })
  await phone.getByRole('button', { name: '办好了' }).click()
  await expect(phone.getByRole('heading', { level: 1, name: '工会收到了，谢谢' })).toBeVisible()

  await phone.goto('about:blank')
  await phone.goto(baseURL + link.slice(link.indexOf('/open/')))
  await expect(phone.getByRole('heading', { level: 1, name: '这件事已经回复过了' })).toBeVisible()

  await page.goto(address)
  await expect(errands).toContainText('办好了')
  await expect(errands).toContainText('下午三点送到车间，每人一碗')
  await expect(page.getByRole('region', { name: '附件' }).locator('img')).toHaveCount(1)
  await expectNoBarriers(page, 'an answered errand')
  if (process.env.UNIONHALL_SHOTS) await page.screenshot({ path: `${process.env.UNIONHALL_SHOTS}/errand-desk-${info.project.name}.png`, fullPage: true })
  await phone.context().close()
})

test('What rises stands first, and the sheet is made to be printed', async ({ sit }, info) => {
  const page = await sit('chair', city)
  await page.goto('/office/appeals/themes')
  await expect(page.getByRole('heading', { level: 1, name: '反复出现的问题' })).toBeVisible()
  await expectNoBarriers(page, 'themes')
  await page.getByRole('link', { name: '会商清单' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '会商清单' })).toBeVisible()
  await expect(page.locator('tbody tr, .empty, main p').first()).toBeVisible()
  await expectNoBarriers(page, 'the sheet')
  await expectFits(page, 'the sheet')
  if (process.env.UNIONHALL_SHOTS) await page.screenshot({ path: `${process.env.UNIONHALL_SHOTS}/sheet-${info.project.name}.png`, fullPage: true })
})
