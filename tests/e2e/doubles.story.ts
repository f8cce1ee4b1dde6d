// A row that may be somebody on record waits for an officer's word, and what she has said once is not asked again.
import type { Page } from '@playwright/test'
import { complaints, expect, expectFits, expectNoBarriers, speak, test } from './desk'
import { idNumber } from './people'

const county = '秦都区总工会'

interface Namesakes {
  name: string
  masked: string
  phone: string
  /** Two documents under one name, one month of birth and one phone. */
  numbers: [string, string]
}

/** Her own, also when the story is played again on the same hall. */
function namesakes(name: string, masked: string): Namesakes {
  const mark = Date.now() % 100_000_000
  const birth = `${1950 + (mark % 50)}04${String(1 + (mark % 28)).padStart(2, '0')}`
  const order = 900 + 2 * (Math.floor(mark / 50) % 50)
  const number = (one: number) => idNumber(birth, String(one).padStart(3, '0'))
  return { name, masked, phone: `126${String(mark).padStart(8, '0')}`, numbers: [number(order), number(order + 1)] }
}

async function bring(page: Page, file: string, who: Namesakes, number: string) {
  await page.goto('/office/imports/new')
  const text = `姓名,证件号码,移动电话\r\n${who.name},${number},${who.phone}\r\n`
  await page.locator('input[type=file]').setInputFiles({ name: file, mimeType: 'text/csv', buffer: Buffer.from(text) })
  await page.getByRole('button', { name: '送去检查' }).click()
  await expect(page).toHaveURL(/\/check$/)
}

const counted = (page: Page, word: string) => page.locator('.cell', { hasText: word }).locator('.figure').first()
const doubles = (page: Page) => page.getByRole('region', { name: /^(像是同一个人，请判断|May be the same person: please decide)$/ })

async function write(page: Page) {
  await page.getByRole('button', { name: '写入 1 行' }).click()
  await expect(page.getByText('写入了 1 行')).toBeVisible()
}

async function found(page: Page, words: string) {
  await page.goto('/office/members')
  const search = page.getByRole('main').getByRole('searchbox')
  const answered = page.waitForResponse(response => response.url().endsWith('/member-searches') && response.request().postData()!.includes(words))
  await search.fill(words)
  await search.press('Enter')
  await answered
  return page.locator('tbody tr')
}

test('Two people of one name, birthday and phone: the officer sees both, says so, and is not asked again', async ({ sit }) => {
  const page = await sit('registrar', county)
  const said = complaints(page)
  const who = namesakes('柏晓月', '柏*月')
  await bring(page, '柏晓月一.csv', who, who.numbers[0])
  await expect(doubles(page)).toHaveCount(0)
  await write(page)

  await bring(page, '柏晓月二.csv', who, who.numbers[1])
  await expect(counted(page, '要人判断')).toHaveText('1')
  await expect(page.getByRole('button', { name: /^写入/ })).toHaveCount(0) // not before somebody has said
  const row = doubles(page).getByRole('listitem')
  await expect(row).toHaveCount(1)
  const [inFile, onRecord] = [row.getByText('表里第 2 行').locator('..'), row.getByText('名册里的人').locator('..')]
  for (const side of [inFile, onRecord]) {
    await expect(side).toContainText(who.masked)
    await expect(side).toContainText(`${who.numbers[0].slice(6, 10)}-04 出生`)
    await expect(side).toContainText(county)
  }
  await expect(row).toContainText('同名，同年月出生，同一个手机号')
  await expect(page.getByText(who.numbers[1])).toHaveCount(0)

  const address = page.url()
  for (const language of ['en', 'zh-CN'] as const) {
    await speak(page, language)
    for (const viewport of [{ width: 390, height: 844 }, { width: 1440, height: 900 }]) {
      await page.setViewportSize(viewport)
      await page.goto(address)
      await expect(row.getByRole('button', { name: language === 'en' ? 'Not the same' : '不是同一个人' })).toBeVisible()
      await expectNoBarriers(page, `double ${language} ${viewport.width}`)
      await expectFits(page, `double ${language} ${viewport.width}`)
    }
  }

  await row.getByRole('button', { name: '不是同一个人' }).click()
  await expect(row).toContainText('已说不是同一个人，写入后是新会员')
  await expect(counted(page, '新增')).toHaveText('1')
  await expect(counted(page, '要人判断')).toHaveText('0')
  await page.getByRole('button', { name: '放弃这次导入' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '放弃这次导入' }).click()
  await expect(page.getByText('什么也没有写入')).toBeVisible()

  await bring(page, '柏晓月二.csv', who, who.numbers[1])
  await expect(counted(page, '新增')).toHaveText('1')
  await expect(counted(page, '要人判断')).toHaveText('0')
  await expect(doubles(page)).toHaveCount(0)
  await write(page)
  await expect(await found(page, who.phone)).toHaveCount(2)
  expect(said).toEqual([])
})

test('One person under two documents: the officer says so, and her one record takes both', async ({ sit }) => {
  const page = await sit('registrar', county)
  const who = namesakes('柏晓星', '柏*星')
  await bring(page, '柏晓星一.csv', who, who.numbers[0])
  await write(page)

  await bring(page, '柏晓星二.csv', who, who.numbers[1])
  const row = doubles(page).getByRole('listitem')
  const record = await row.getByRole('link', { name: who.masked }).getAttribute('href')
  await row.getByRole('button', { name: '是同一个人', exact: true }).click()
  await expect(row).toContainText('已说是同一个人，写入后更新那份档案')
  await expect(counted(page, '有变化')).toHaveText('1')
  await write(page)

  for (const words of [who.phone, ...who.numbers]) {
    const rows = await found(page, words)
    await expect(rows).toHaveCount(1)
    await expect(rows.getByRole('link', { name: who.masked })).toHaveAttribute('href', record!)
  }
  await bring(page, '柏晓星二.csv', who, who.numbers[1])
  await expect(counted(page, '完全一样')).toHaveText('1')
  await expect(doubles(page)).toHaveCount(0)
})

/** Two records of one person, alike once a slip in the second name is mended; as the officer at the desk brings them. */
async function onRecordTwice(page: Page, origin: string, who: Namesakes): Promise<[string, string]> {
  await bring(page, `${who.name}一.csv`, who, who.numbers[0])
  await write(page)
  await bring(page, `${who.name}二.csv`, { ...who, name: `${who.name[0]}小${who.name[2]}` }, who.numbers[1])
  await write(page)
  const me = await (await page.request.get('/api/v1/me')).json()
  const org = me.roles.find((role: { id: string }) => role.id === me.role_in_force).org.id
  const headers = { origin }
  const search = await page.request.post('/api/v1/member-searches', { headers, data: { org, phone: who.phone } })
  const [first, second] = (await search.json()).items.map((line: { id: string }) => line.id).sort() as [string, string]
  const slip = await page.request.get(`/api/v1/members/${second}`)
  const mended = await page.request.patch(`/api/v1/members/${second}`, { headers: { ...headers, 'if-match': slip.headers()['etag']! }, data: { name: who.name, employer: '云上公司' } })
  expect(mended.status(), await mended.text()).toBe(200)
  return [first, second]
}

test('One person on record twice: the officer lays both side by side, makes them one, and has two again', async ({ sit, baseURL }) => {
  test.slow()
  const page = await sit('registrar', county)
  const said = complaints(page)
  const who = namesakes('柏晓云', '柏*云')
  const [first, second] = await onRecordTwice(page, baseURL!, who)

  await page.goto(`/office/members/${first}`)
  await expect(page.getByText('同名，同年月出生，同一个手机号')).toBeVisible()
  await page.getByRole('link', { name: '对照' }).click()
  await expect(page).toHaveURL(new RegExp(`/members/${first}/doubles/${second}`))
  const address = page.url()
  for (const language of ['en', 'zh-CN'] as const) {
    await speak(page, language)
    for (const viewport of [{ width: 390, height: 844 }, { width: 1440, height: 900 }]) {
      await page.setViewportSize(viewport)
      await page.goto(address)
      await expect(page.getByRole('button', { name: language === 'en' ? 'Make them one' : '合并成一条' })).toBeVisible()
      await expectNoBarriers(page, `merge ${language} ${viewport.width}`)
      await expectFits(page, `merge ${language} ${viewport.width}`)
    }
  }

  const choice = (name: RegExp) => page.getByRole('group', { name }).getByRole('radio')
  await expect(choice(/证件号/)).toHaveCount(2)
  await expect(choice(/姓名|手机号/)).toHaveCount(0) // the same on both
  await expect(choice(/工作单位/).nth(1)).toBeChecked() // the first says nothing
  await choice(/证件号/).nth(0).focus()
  await page.keyboard.press('ArrowRight')
  await expect(choice(/证件号/).nth(1)).toBeChecked()
  await page.getByRole('button', { name: '合并成一条' }).click()
  await expect(page).toHaveURL(new RegExp(`/members/${first}(\\?|$)`))
  await expect(page.getByText('和另一条记录合并')).toBeVisible()
  await expect(page.getByText('云上公司').first()).toBeVisible()

  await page.goto(`/office/members/${second}`)
  await expect(page.getByText('这一条已并入另一条记录')).toBeVisible()
  await expect(page.getByRole('button', { name: '修改' })).toHaveCount(0)
  await page.getByRole('link', { name: '打开合并后的记录' }).click()
  await page.getByRole('button', { name: '撤销合并' }).click()
  await expect(page.getByRole('button', { name: '不撤销' })).toBeFocused()
  await expectNoBarriers(page, 'undo')
  await page.getByRole('button', { name: '撤销这次合并' }).click()
  await expect(page.getByRole('status').filter({ hasText: '已撤销，又是两条记录；结束的那份会籍恢复了。' })).toBeVisible()
  await expectNoBarriers(page, 'parted')
  await page.getByRole('link', { name: '打开另一条' }).click()
  await expect(page.getByText('云上公司').first()).toBeVisible()
  expect(said).toEqual([])

  await page.context().clearCookies()
  await sit('audit_administrator')
  await page.goto('/office/audit')
  for (const did of ['撤销合并', '合并两条记录']) {
    await page.getByLabel('哪一类').selectOption({ label: did })
    await expect(page.locator('tbody tr').first()).toContainText(did)
  }
})

test('An employer’s union lays two records side by side and hands them up, and the union above makes them one', async ({ sit, baseURL }) => {
  test.slow()
  const page = await sit('chair', '快递')
  const said = complaints(page)
  const [first, second] = await onRecordTwice(page, baseURL!, namesakes('柏晓雨', '柏*雨'))
  await page.goto(`/office/members/${first}/doubles/${second}`)
  const address = page.url()
  for (const language of ['en', 'zh-CN'] as const) {
    await speak(page, language)
    for (const viewport of [{ width: 390, height: 844 }, { width: 1440, height: 900 }]) {
      await page.setViewportSize(viewport)
      await page.goto(address)
      await expect(page.getByRole('button', { name: language === 'en' ? 'Hand up to the union above' : '交上级工会判断' })).toBeVisible()
      await expectNoBarriers(page, `hand up ${language} ${viewport.width}`)
      await expectFits(page, `hand up ${language} ${viewport.width}`)
      if (process.env.UNIONHALL_SHOTS) await page.screenshot({ path: `${process.env.UNIONHALL_SHOTS}/hand-up-${language}-${viewport.width}.png` })
    }
  }
  await expect(page.getByRole('radio')).toHaveCount(0) // nothing is hers to choose
  await page.getByRole('button', { name: '交上级工会判断' }).click()
  await expect(page).toHaveURL(/\/cases\/\d+/)
  const handed = page.url()
  await expect(page.getByText('等上级工会判断').first()).toBeVisible()
  await expectNoBarriers(page, 'handed up')

  await sit('registrar', '咸阳市')
  await page.goto(handed)
  await page.getByRole('link', { name: '并排看两条记录，在那里合并' }).click()
  await page.getByRole('button', { name: '合并成一条' }).click()
  await expect(page).toHaveURL(new RegExp(`/members/${first}(\\?|$)`))
  await page.goto(handed)
  await expect(page.getByText('已合并成一条').first()).toBeVisible()
  expect(said).toEqual([])
})
