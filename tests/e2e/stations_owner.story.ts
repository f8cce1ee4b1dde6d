// The owner of a station's door is asked by a link, changes the hours on a phone, and everybody sees it; and what three people say of
// another reaches its keeper's desk.
import type { Browser } from '@playwright/test'
import { city, complaints, demoAccounts, expect, expectFits, expectNoBarriers, test } from './desk'
import { linkFor } from './halls'
import { courier, makeStations, threeSay, type Made } from './stations'

let made: Made[] = []
test.beforeAll(async ({ playwright, baseURL }) => {
  made = await makeStations(playwright.request, baseURL!)
})

const shots = process.env.UNIONHALL_SHOTS
const bank = `1268${String(Date.now()).slice(-7)}`

async function phoneOf(browser: Browser, baseURL: string) {
  const context = await browser.newContext({ baseURL, viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', geolocation: courier, permissions: ['geolocation'], serviceWorkers: 'block' })
  const page = await context.newPage()
  return { page, said: complaints(page) }
}

test('An officer asks, the bank changes the hours on a phone, and the courier and the desk see them', async ({ sit, browser, baseURL }) => {
  const page = await sit('registrar', city)
  const said = complaints(page)
  await page.goto(`/office/stations/${made[5]!.id}`)
  const facts = page.getByRole('region', { name: '档案' })
  await facts.getByRole('button', { name: '修改' }).click()
  await facts.getByLabel('建设方式').selectOption('shared')
  await facts.getByLabel('共建单位').fill('邮储银行西郊支行')
  await facts.getByLabel('开门人电话').fill(bank)
  await facts.getByRole('button', { name: '保存' }).click()
  const owner = page.getByRole('region', { name: '问门主' })
  await expect(owner).toContainText('链接会发到开门人电话')
  await owner.getByRole('button', { name: '请门主确认' }).click()
  const dialog = page.getByRole('dialog', { name: '请把链接交给门主' })
  await expect(dialog).toContainText('只显示这一次')
  await expectNoBarriers(page, 'the link')
  await expect(dialog.getByRole('img', { name: '链接的二维码' })).toBeVisible()
  if (shots) await page.screenshot({ path: `${shots}/owner-link-desk.png` })
  await dialog.getByRole('button', { name: '交好了' }).click()
  await expect(owner).toContainText('等回音')
  await expectNoBarriers(page, 'asked')
  await expectFits(page, 'asked')
  if (shots) await page.screenshot({ path: `${shots}/owner-asked-desk.png` })

  const link = await linkFor(bank)
  const { page: phone, said: heard } = await phoneOf(browser, baseURL!)
  await phone.goto(baseURL + link.slice(link.indexOf('/open/')))
  await expect(phone.getByRole('heading', { level: 1, name: '西郊邮储驿站，开放时间对吗' })).toBeVisible()
  await expect(phone.getByText('00:00–23:59')).toBeVisible()
  expect(phone.url()).not.toContain('#')
  await expectNoBarriers(phone, 'asked on a phone')
  await expectFits(phone, 'asked on a phone')
  if (shots) await phone.screenshot({ path: `${shots}/owner-phone-asked.png` })
  await phone.getByRole('button', { name: '时间变了' }).click()
  await phone.getByRole('button', { name: '就这样改' }).click()
  await expect(phone.getByText('还没有改。')).toBeVisible()
  for (const at of ['从', '到'] as const) {
    await phone.getByLabel(`星期一 ${at}`).fill(at === '从' ? '08:30' : '17:30')
    await phone.getByLabel(`星期一 ${at}`).press('Tab')
  }
  await phone.getByRole('button', { name: '七天都和星期一一样' }).click()
  await phone.getByRole('checkbox', { name: '星期日' }).uncheck()
  await phone.getByRole('combobox', { name: '法定节假日' }).selectOption('closed')
  await phone.getByLabel('还想告诉工会的话').fill('冬天人少，周日不开了')
  await expectNoBarriers(phone, 'hours on a phone')
  await expectFits(phone, 'hours on a phone')
  if (shots) await phone.screenshot({ path: `${shots}/owner-phone-hours.png`, fullPage: true })
  await phone.getByRole('button', { name: '长辈版' }).click()
  await expectNoBarriers(phone, 'hours in large print')
  await expectFits(phone, 'hours in large print')
  if (shots) await phone.screenshot({ path: `${shots}/owner-phone-hours-large.png`, fullPage: true })
  await phone.getByRole('button', { name: '长辈版' }).click()
  await phone.getByRole('button', { name: '就这样改' }).click()
  await expect(phone.getByRole('heading', { level: 1, name: '谢谢，工会收到了' })).toBeVisible()
  await expectNoBarriers(phone, 'thanks')
  if (shots) await phone.screenshot({ path: `${shots}/owner-phone-thanks.png` })

  await phone.getByRole('link', { name: '看大家看到的样子' }).click()
  const week = phone.getByRole('table', { name: '这几天的开放时间' })
  await expect(week).toContainText('08:30–17:30')
  await expect(week.getByRole('row').filter({ hasText: '星期日' })).toContainText('不开')
  await expect(phone.getByText(/刚刚门主确认/)).toBeVisible()

  // The link is used up.
  await phone.goto('about:blank')
  await phone.goto(baseURL + link.slice(link.indexOf('/open/')))
  await expect(phone.getByRole('heading', { level: 1, name: '这个链接已经回答过了' })).toBeVisible()
  await expectNoBarriers(phone, 'a used link')

  // A courier who looks for a place to rest.
  await phone.goto('/stations')
  await phone.getByRole('button', { name: '现在开放', exact: true }).click()
  await expect(phone.getByRole('list', { name: '驿站，由近到远' }).getByRole('listitem').filter({ hasText: '西郊邮储驿站' })).toContainText(/(刚刚|\d+ 分钟前)门主确认/)
  expect(heard).toEqual([])
  await phone.context().close()

  await page.goto(`/office/stations/${made[5]!.id}`)
  await expect(owner).toContainText('门主改了时间')
  await expect(owner).toContainText('冬天人少，周日不开了')
  await expect(page.getByText(/^(刚刚|\d+ 分钟前)门主确认$/)).toBeVisible()
  await expect(page.getByRole('region', { name: '开放时间' })).toContainText('08:30–17:30')
  await expectNoBarriers(page, 'answered')
  await expectFits(page, 'answered')
  if (shots) await page.screenshot({ path: `${shots}/owner-answered-desk.png` })
  expect(said).toEqual([])
})

test('A link that was handed on and taken back says so; one that is not a code says nothing', async ({ sit, browser, baseURL }) => {
  const page = await sit('registrar', city)
  await page.goto(`/office/stations/${made[1]!.id}`)
  const owner = page.getByRole('region', { name: '问门主' })
  await owner.getByRole('button', { name: '请门主确认' }).click()
  const dialog = page.getByRole('dialog', { name: '请把链接交给门主' })
  const code = (await dialog.locator('.code').innerText()).trim()
  await dialog.getByRole('button', { name: '交好了' }).click()

  const { page: phone } = await phoneOf(browser, baseURL!)
  await phone.goto(`/open/o/#${code}`)
  await expect(phone.getByRole('heading', { level: 1, name: '人民路邮政驿站，开放时间对吗' })).toBeVisible()
  await phone.getByRole('button', { name: '驿站不在了，或者不再接待' }).click()
  await phone.getByRole('button', { name: '告诉工会' }).click()
  await expect(phone.getByText('选一样')).toBeVisible()
  await expectNoBarriers(phone, 'leaving')
  if (shots) await phone.screenshot({ path: `${shots}/owner-phone-leaving.png` })

  await owner.getByRole('button', { name: '收回' }).click()
  await expect(owner).toContainText('收回了')
  await phone.getByRole('radio', { name: '驿站不在这里了' }).check()
  await phone.getByRole('button', { name: '告诉工会' }).click()
  await expect(phone.getByRole('heading', { level: 1, name: '这个链接不用回答了' })).toBeVisible()
  await expectNoBarriers(phone, 'over')

  await phone.goto('about:blank')
  await phone.goto('/open/o/')
  await phone.getByRole('button', { name: 'English' }).click()
  await phone.getByLabel('Code').fill('8K3T 92QF 8K3T 92QF')
  await phone.getByRole('button', { name: 'Have a look' }).click()
  await expect(phone.getByText('It does not fit')).toBeVisible()
  await expectNoBarriers(phone, 'no code')
  if (shots) await phone.screenshot({ path: `${shots}/owner-phone-no-code-en.png` })
  await phone.context().close()
})

test('What three people say of a station waits at its keeper’s desk', async ({ sit, playwright, baseURL }) => {
  const page = await sit('chair', city)
  await expect(page.getByText(/个驿站有人说有问题/)).toHaveCount(0)
  const people = (await demoAccounts(page.request)).filter(account => account.role === 'member')
  await threeSay(playwright.request, baseURL!, made[3]!.id, 'turned_away', people)

  await page.goto('/office/')
  await expect(page.getByRole('heading', { name: '1 个驿站有人说有问题' })).toBeVisible()
  await expectNoBarriers(page, 'a desk that is told')
  await expectFits(page, 'a desk that is told')
  if (shots) await page.screenshot({ path: `${shots}/keeper-told-desk.png` })
  await page.getByRole('link', { name: '去看看' }).click()
  await page.getByRole('link', { name: '世纪大道司机之家' }).click()
  const reports = page.getByRole('region', { name: '大家怎么说' })
  await expect(reports).toContainText('3 人说不让进')
  await reports.getByRole('button', { name: '弄好了' }).click()
  await expect(reports.getByText('3 人说不让进')).toHaveCount(0)
  await page.goto('/office/')
  await expect(page.getByRole('heading', { level: 1, name: city })).toBeVisible()
  await expect(page.getByText(/个驿站有人说有问题/)).toHaveCount(0)
})
