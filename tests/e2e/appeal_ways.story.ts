// The ways of an appeal beside the straight one: tied and answered together, asked back, refused and sent back, helped and pressed for,
// solved by whoever has no account, brought from a hotline's export; and the words by which it finds its category.
import { randomUUID } from 'node:crypto'
import type { APIRequest, APIRequestContext, Browser, Page } from '@playwright/test'
import { city, complaints, seatOf } from './desk'
import { linkFor } from './halls'
import { expect, expectFits, expectNoBarriers, memberState, test } from './member'
import { takeStep } from './people'

const county = '秦都区总工会', helping = '人民路街道总工会'
const unique = String(Date.now()).slice(-7)

async function shot(page: Page, name: string) {
  if (process.env.UNIONHALL_SHOTS) await page.screenshot({ path: `${process.env.UNIONHALL_SHOTS}/ways-${name}.png` })
}

/** No barrier, and nothing stands out. */
async function expectWhole(page: Page, where: string) {
  await expectNoBarriers(page, where)
  await expectFits(page, where)
  await shot(page, where.replaceAll(' ', '-'))
}

interface Seat {
  page: Page
  /** What she does as programs do. */
  request: APIRequestContext
  org: string
  said: string[]
}

async function seat(browser: Browser, requests: APIRequest, baseURL: string, role: string, union: string): Promise<Seat> {
  const storageState = await seatOf(requests, baseURL, role, union)
  const request = await requests.newContext({ baseURL, storageState, extraHTTPHeaders: { origin: baseURL } })
  await request.patch('/api/v1/me', { data: { language: 'zh-CN' } })
  const me = await (await request.get('/api/v1/me')).json()
  const page = await (await browser.newContext({ baseURL, storageState, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1440, height: 900 } })).newPage()
  return { page, request, org: me.roles.find((it: { id: string }) => it.id === me.role_in_force).org.id, said: complaints(page) }
}

/** An appeal as programs file it: its id. */
async function file(who: APIRequestContext, body: Record<string, unknown>): Promise<string> {
  const made = await who.post('/api/v1/cases', { data: { type: 'appeal', ...body }, headers: { 'Idempotency-Key': randomUUID() } })
  expect(made.status(), await made.text()).toBe(201)
  return (await made.json()).id
}

const caseAt = (id: string) => `/office/cases/${id}`
const dialogOf = (page: Page) => page.getByRole('dialog')
/** A button of the foot of a case. */
const foot = (page: Page, name: string | RegExp) => page.getByRole('main').locator('footer').getByRole('button', { name })

async function ofMenu(page: Page, name: string) {
  await foot(page, '更多').click()
  await page.getByRole('button', { name, exact: true }).or(page.getByRole('menuitem', { name, exact: true })).click()
}

async function answer(page: Page, words: string) {
  await foot(page, '答复').click()
  await dialogOf(page).getByLabel('怎么解决的，写给本人').fill(words)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('已答复，等本人确认').first()).toBeVisible()
}

test('Two about the same are tied and untied; then one answer does for both, once she agrees', async ({ hold, browser, playwright, baseURL }) => {
  const union = await seat(browser, playwright.request, baseURL!, 'officer', county)
  const page = await hold('/', 1)
  const said = complaints(page)
  const headers = { origin: baseURL! }
  const other = await playwright.request.newContext({ baseURL: baseURL!, extraHTTPHeaders: headers, storageState: await memberState(playwright.request, baseURL!, 2) })
  const mine = await playwright.request.newContext({ baseURL: baseURL!, extraHTTPHeaders: headers, storageState: await memberState(playwright.request, baseURL!, 1) })
  const lead = await file(other, { org: union.org, words: `末班车 ${unique} 总是提前开走，下了夜班回不了家` })
  const follower = await file(mine, { org: union.org, words: `下了夜班，末班车 ${unique} 总提前开走，回不了家` })
  const { number } = await (await other.get(`/api/v1/cases/${lead}`)).json()
  const desk = union.page
  const panel = desk.getByRole('region', { name: '同类诉求' })

  await desk.goto(caseAt(follower))
  await panel.getByRole('button', { name: '并排看' }).click()
  await expectWhole(desk, 'side by side')
  await panel.getByRole('button', { name: `关联 ${number}，各自答复` }).click()
  await expect(panel.getByText('关联了 1 件，各自答复')).toBeVisible()
  await expectWhole(desk, 'tied')
  await panel.getByRole('button', { name: `取消与 ${number} 的关联` }).click()
  await expect(panel.getByText('关联了 1 件')).toHaveCount(0)

  await panel.getByRole('button', { name: `和 ${number} 一并办理` }).click()
  await dialogOf(desk).getByLabel('为什么').fill('同一趟车，一起和公交公司谈')
  await expectWhole(desk, 'a merger is proposed')
  await dialogOf(desk).getByRole('button', { name: '提出与同类一并办理' }).click()
  await expect(dialogOf(desk)).toHaveCount(0)

  await page.goto(`/cases/${follower}`)
  await expect(page.getByText('同一趟车，一起和公交公司谈').first()).toBeVisible()
  await expectWhole(page, 'she is asked about the merger')
  await page.getByRole('button', { name: '同意', exact: true }).click()
  await page.locator('form').getByRole('button', { name: '同意', exact: true }).click()
  await expect(page.getByText('与同类诉求一并办理').first()).toBeVisible()

  await desk.goto(caseAt(lead))
  await expect(panel.getByText('1 件跟着这一件')).toBeVisible()
  await takeStep(union.request, lead, 'accept')
  await desk.reload()
  await answer(desk, '末班车从今天起准点开，再提前就记司机的过。')
  await expectWhole(desk, 'the lead is answered')

  for (const [who, id] of [[mine, follower], [other, lead]] as const) {
    await expect(async () => expect((await (await who.get(`/api/v1/cases/${id}`)).json()).state).toBe('replied')).toPass()
    const { items } = await (await who.get('/api/v1/me/notices')).json()
    expect(items[0].title).toBe('您的诉求有了答复')
  }
  await page.reload()
  await expect(page.getByText('末班车从今天起准点开').first()).toBeVisible()
  await expect(page.getByText('解决了吗？')).toBeVisible()
  await expectWhole(page, 'she is answered with the lead')
  for (const [who, id] of [[mine, follower], [other, lead]] as const) await takeStep(who, id, 'solved')
  expect([...said, ...union.said]).toEqual([])
})

test('The union asks and she tells; a refusal that she does not agree to is sent back from above', async ({ hold, browser, playwright, baseURL }) => {
  const union = await seat(browser, playwright.request, baseURL!, 'officer', county)
  const above = await seat(browser, playwright.request, baseURL!, 'chair', city)
  const page = await hold('/', 1)
  const said = complaints(page)
  const mine = await playwright.request.newContext({ baseURL: baseURL!, extraHTTPHeaders: { origin: baseURL! }, storageState: await memberState(playwright.request, baseURL!, 1) })
  const id = await file(mine, { org: union.org, words: `站长说 ${unique} 号楼电梯不让骑手坐` })
  await takeStep(union.request, id, 'accept')
  const desk = union.page

  await test.step('what the union wants to know', async () => {
    await desk.goto(caseAt(id))
    await foot(desk, '请本人补充').click()
    await dialogOf(desk).getByRole('textbox').fill('是哪个小区，哪天，谁说的？')
    await expectWhole(desk, 'she is asked')
    await dialogOf(desk).getByRole('button', { name: '请本人补充' }).click()
    await expect(dialogOf(desk)).toHaveCount(0)
    await page.goto(`/cases/${id}`)
    await expect(page.getByText('是哪个小区，哪天，谁说的？').first()).toBeVisible()
    await expectWhole(page, 'the phone asks')
    await page.getByRole('button', { name: '补充情况' }).click()
    await page.locator('form').getByRole('textbox').fill('锦绣家园，昨天中午，物业的人')
    await expectWhole(page, 'she tells')
    await page.locator('form').getByRole('button', { name: '补充情况' }).click()
    await expect(page.getByText(/最晚.*答复您/)).toBeVisible()
    await desk.reload()
    await expect(desk.getByText('锦绣家园，昨天中午，物业的人').first()).toBeVisible()
  })

  await test.step('what the union refuses', async () => {
    await ofMenu(desk, '提出不予受理')
    await dialogOf(desk).getByLabel('为什么').fill('物业不归工会管')
    await expectWhole(desk, 'a refusal is proposed')
    await dialogOf(desk).getByRole('button', { name: '提出不予受理' }).click()
    await expect(dialogOf(desk)).toHaveCount(0)
    await page.reload()
    await expect(page.getByText('物业不归工会管').first()).toBeVisible()
    await expectWhole(page, 'the phone shows the refusal')
    await page.getByRole('button', { name: '不同意，请别的工会复核' }).click()
    await page.getByLabel('为什么').fill('骑手送餐不让坐电梯，工会该管')
    await page.locator('form').getByRole('button', { name: '不同意，请别的工会复核' }).click()
    await expect(page.getByText('不予受理，另一家工会复核中').first()).toBeVisible()
    await expectWhole(page, 'another union looks')
  })

  await test.step('what the union above makes of it', async () => {
    await above.page.goto(caseAt(id))
    await expectWhole(above.page, 'the review')
    await foot(above.page, '复核：退回继续办理').click()
    await dialogOf(above.page).getByLabel('为什么').fill('骑手的劳动条件归工会管，请和物业谈')
    await dialogOf(above.page).getByRole('button', { name: '复核：退回继续办理' }).click()
    await expect(dialogOf(above.page)).toHaveCount(0)
    await desk.reload()
    await expect(desk.getByText('骑手的劳动条件归工会管，请和物业谈').first()).toBeVisible()
    await expect(foot(desk, /^答复/)).toBeVisible()
    await page.reload()
    await expect(page.getByText(/最晚.*答复您/)).toBeVisible()
  })
  await takeStep(mine, id, 'withdraw') // other stories count what is under way
  expect([...said, ...union.said, ...above.said]).toEqual([])
})

test('Another union helps and the city presses, and whoever has the appeal sees both', async ({ browser, playwright, baseURL }) => {
  const union = await seat(browser, playwright.request, baseURL!, 'officer', county)
  const helper = await seat(browser, playwright.request, baseURL!, 'officer', helping)
  const above = await seat(browser, playwright.request, baseURL!, 'chair', city)
  const id = await file(union.request, { org: union.org, for_another: true, channel: 'visit', caller: '李师傅', words: `两个街道的站点 ${unique} 都不给交工伤保险` })
  await takeStep(union.request, id, 'accept')
  const desk = union.page

  await desk.goto(caseAt(id))
  await ofMenu(desk, '请别的工会协办')
  const dialog = dialogOf(desk)
  await dialog.getByRole('button', { name: '请别的工会协办' }).click()
  await expect(dialog.getByText('写一句请它帮什么')).toBeVisible()
  await dialog.getByLabel('请哪家工会').fill(helping)
  await desk.getByRole('option', { name: helping }).first().click()
  await dialog.getByLabel('请它帮什么').fill('查人民路站点交没交')
  await expectWhole(desk, 'help is asked for')
  await dialog.getByRole('button', { name: '请别的工会协办' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(desk.getByText(helping).first()).toBeVisible()

  await helper.page.goto(caseAt(id))
  await foot(helper.page, '回复协办').click()
  await dialogOf(helper.page).getByLabel('帮了什么，查到什么').fill('人民路站点上个月补交了')
  await expectWhole(helper.page, 'a helper answers')
  await dialogOf(helper.page).getByRole('button', { name: '回复协办' }).click()
  await expect(dialogOf(helper.page)).toHaveCount(0)

  await above.page.goto(caseAt(id))
  await ofMenu(above.page, '督办')
  await dialogOf(above.page).getByLabel('要求经办的工会做什么').fill('三天里把两个站点都查清')
  await expectWhole(above.page, 'the city presses')
  await dialogOf(above.page).getByRole('button', { name: '督办' }).click()
  await expect(dialogOf(above.page)).toHaveCount(0)

  await desk.reload()
  await expect(desk.getByText('人民路站点上个月补交了').first()).toBeVisible()
  await expect(desk.getByText('三天里把两个站点都查清').first()).toBeVisible()
  await expect(desk.getByText('上级督办')).toBeVisible()
  await expectWhole(desk, 'helped and pressed for')
  expect([...union.said, ...helper.said, ...above.said]).toEqual([])
})

test('The city gives a category a new word and takes it away again', async ({ browser, playwright, baseURL }) => {
  const { page, said } = await seat(browser, playwright.request, baseURL!, 'chair', city)
  await page.goto('/office/settings/appeal-words')
  await page.getByRole('button', { name: '加这个词' }).click()
  await expect(page.getByText('至少两个字')).toBeVisible()
  await expectWhole(page, 'a word is missing')
  await page.getByLabel('词', { exact: true }).fill('蹭饭')
  await page.getByLabel('说到它，归到').selectOption({ label: '食堂' })
  await page.getByRole('button', { name: '加这个词' }).click()
  await expect(page.getByRole('status')).toHaveText('“蹭饭”现在归到“食堂”')
  await page.getByLabel('找词或类别').fill('蹭饭')
  await expectWhole(page, 'a word was added')
  await page.getByRole('button', { name: '不用“蹭饭”' }).click()
  await page.getByRole('button', { name: '不用它' }).click()
  await expect(page.getByText('没有这样的词。')).toBeVisible()
  expect(said).toEqual([])
})

test('Whoever called and has no account says by her link that it is solved', async ({ page, browser, playwright, baseURL }) => {
  const union = await seat(browser, playwright.request, baseURL!, 'officer', county)
  const said = complaints(page)
  const number = `1267${unique}`
  const id = await file(union.request, { org: union.org, for_another: true, channel: 'hotline', caller: '欧阳海', phone: number, words: `驿站 ${unique} 的微波炉坏了` })
  await takeStep(union.request, id, 'accept')
  await takeStep(union.request, id, 'reply', { comment: '换了新的，今天就能用。' })

  const link = await linkFor(number)
  await page.goto(link.slice(link.indexOf('/open/')))
  await page.getByRole('button', { name: '看答复' }).click()
  await expect(page.getByText('写上您的姓')).toBeVisible()
  await expectWhole(page, 'her surname is missing')
  await page.getByLabel('您的姓').fill('欧阳')
  await page.getByRole('button', { name: '看答复' }).click()
  await expect(page.getByText('换了新的，今天就能用。').first()).toBeVisible()
  await expectWhole(page, 'a caller reads')
  await page.getByRole('button', { name: '解决了', exact: true }).click()
  await page.getByLabel('非常满意', { exact: true }).check()
  await expectWhole(page, 'a caller says')
  await page.getByRole('button', { name: '解决了', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: '工会收到了' })).toBeVisible()
  await expectWhole(page, 'a caller has said')
  const { form } = await (await union.request.get(`/api/v1/cases/${id}`)).json()
  expect(form).toMatchObject({ verdict: 'solved', satisfaction: 5 })
  expect([...said, ...union.said]).toEqual([])
})

test('A hotline’s export becomes appeals in the wizard, and can be undone', async ({ browser, playwright, baseURL }) => {
  const { page, said } = await seat(browser, playwright.request, baseURL!, 'registrar', county)
  const caller = `王小${'零一二三四五六七八九'[Number(unique.at(-1))]}`
  const rows = [
    '工单编号,来电时间,诉求内容,来电人,联系电话,诉求分类,所属单位',
    `GD${unique}1,2026-07-14 09:30,宿舍热水 ${unique} 又停了,${caller},12699990811,住宿,`,
    `GD${unique}2,,三个月没发工资 ${unique},李师傅,不详,,${county}`,
    `GD${unique}3,,食堂 ${unique} 太咸,,,,不存在的总工会`,
  ]
  await page.goto('/office/imports/new')
  await page.getByRole('radio', { name: /^热线工单/ }).check()
  await page.locator('input[type=file]').setInputFiles({ name: '热线工单.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\r\n')) })
  await page.getByRole('button', { name: '送去检查' }).click()
  await expect(page).toHaveURL(/\/check$/)
  await expect(page.locator('tbody tr', { hasText: '找不到这家工会' })).toContainText('退回')
  await expectWhole(page, 'tickets are checked')
  await page.getByRole('button', { name: '写入 2 行' }).click()
  await expect(page.getByText('写入了 2 行')).toBeVisible()
  await expectWhole(page, 'tickets are written')
  await page.getByRole('button', { name: '撤销这次导入' }).click()
  await expectWhole(page, 'tickets are to be undone')
  await page.getByRole('button', { name: '不撤销' }).click()
  // Hers is the desk of the organisation; appeals are for the one of rights.
  await expect(page.getByRole('link', { name: '看诉求' })).toHaveCount(0)
  const rights = await seat(browser, playwright.request, baseURL!, 'officer', county)
  await rights.page.goto('/office/inbox?type=appeal')
  await rights.page.locator('tbody tr').filter({ hasText: caller }).getByRole('link').first().click()
  await expect(rights.page.getByText(`宿舍热水 ${unique} 又停了`)).toBeVisible()
  await expect(rights.page.getByText(`热线工单 GD${unique}1`)).toBeVisible()
  await expect(rights.page.getByText('2026-07-14 09:30')).toBeVisible()
  await expectWhole(rights.page, 'a ticket as a case')
  expect([...said, ...rights.said]).toEqual([])
})
