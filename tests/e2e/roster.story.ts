import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { complaints, expect, expectFits, expectNoBarriers, speak, test } from './desk'
import { csvOf, people } from './roster'

// One county's roster, from the file to the members and back. Each story goes on where the one before has ended.
test.describe.configure({ mode: 'serial' })

const county = '三原县总工会'
const city = '咸阳市总工会'
const rows = people(520)
const file = csvOf(rows)
const name = '三原县补报会员名册.csv'
let membersBefore = 0
let address = ''

async function membersOf(page: Page) {
  await page.goto('/office/members')
  const said = await page.locator('.about').getByText(`${county}及以下`).innerText()
  return Number(/及以下 ([\d,]+) 人/.exec(said)![1]!.replace(/,/g, ''))
}

async function find(page: Page, words: string) {
  await page.goto('/office/members')
  const search = page.getByRole('main').getByRole('searchbox')
  await search.fill(words)
  await search.press('Enter')
  await expect(page).not.toHaveURL(new RegExp(encodeURIComponent(words)))
}

/** Looks at a step of the import in both languages, on a desk and on a phone. UNIONHALL_SHOTS=folder keeps a picture of each. */
async function expectWhole(page: Page, step: string, what: string) {
  for (const language of ['en', 'zh-CN'] as const) {
    await speak(page, language)
    for (const viewport of [{ width: 390, height: 844 }, { width: 1440, height: 900 }]) {
      await page.setViewportSize(viewport)
      await page.goto(address.replace(/\w+$/, step))
      await expect(page.locator('[aria-current=step]')).toBeVisible()
      await expect(page.locator('.steps + *')).toBeVisible()
      const where = `import-${what}-${language}-${viewport.width}`
      await expectNoBarriers(page, where)
      await expectFits(page, where)
      if (process.env.UNIONHALL_SHOTS) await page.screenshot({ path: `${process.env.UNIONHALL_SHOTS}/${where}.png`, fullPage: true })
    }
  }
}

test('A file whose columns are not all known waits until somebody says what they are', async ({ sit }) => {
  const page = await sit('registrar', county)
  const said = complaints(page)
  membersBefore = await membersOf(page)

  await page.getByRole('link', { name: '导入名册' }).click()
  await expectNoBarriers(page, 'new import')
  await page.getByRole('button', { name: '送去检查' }).click()
  await expect(page.getByText('先选一个文件')).toBeVisible()
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(file.text) })
  await page.getByLabel('谁收集的').fill('区医保局')
  await page.getByRole('button', { name: '送去检查' }).click()

  await expect(page).toHaveURL(/\/imports\/\d+\/columns$/)
  await expect(page.getByText('还缺：证件号码')).toBeVisible()
  await expect(page.locator('tbody tr', { hasText: '证上的数字' }).locator('.example')).toContainText('619*') // an ID number that no field took is still masked as one
  await expect(page.getByText(rows[0]!.idNumber)).toHaveCount(0)
  await expectNoBarriers(page, 'columns')
  await page.getByLabel('“证上的数字”是哪一项').selectOption({ label: '证件号码（必填）' })
  await page.getByRole('button', { name: '按这样检查' }).click()

  await expect(page).toHaveURL(/\/check$/)
  address = new URL(page.url()).pathname
  const counted = (word: string) => page.locator('.cell', { hasText: word }).locator('.figure').first()
  await expect(counted('新增')).toHaveText('520')
  await expect(counted('退回')).toHaveText('3')
  await expect(page.locator('tbody tr', { hasText: '6.19999E+17' })).toContainText('科学计数')
  await expect(page.locator('tbody tr', { hasText: '少 1 位' })).toContainText('退回')
  await expectNoBarriers(page, 'check')
  expect(said).toEqual([])
})

test('The rows that came back can be saved, each with its reason', async ({ sit }) => {
  const page = await sit('registrar', county)
  await page.goto(address)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载退回的行' }).click()])
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/)
  expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe('PK')
})

test('Another officer is asked, and nothing is written before she confirms', async ({ sit }) => {
  test.slow()
  const page = await sit('registrar', county)
  await page.goto(address)
  await page.getByRole('button', { name: '送去确认：写入 520 行' }).click()
  await expect(page.getByText('先选请谁确认')).toBeVisible()
  const whom = page.getByLabel('请谁确认')
  await whom.selectOption({ label: `王*霞 · ${city}` })
  await page.getByRole('button', { name: '送去确认：写入 520 行' }).click()
  await expect(page).toHaveURL(/\/confirmation$/)
  await expect(page.getByText('确认后马上写入 520 行')).toBeVisible()
  await expect(page.getByRole('button', { name: /确认写入/ })).toHaveCount(0) // never by whoever brought it
  await expectWhole(page, 'confirmation', 'asked')
  expect(await membersOf(page)).toBe(membersBefore)
})

test('The second officer confirms, and the figures move', async ({ sit }) => {
  test.slow()
  const page = await sit('registrar', city)
  await page.goto('/office/imports')
  const line = page.locator('tbody tr', { hasText: name })
  await expect(line).toContainText('等您确认')
  await line.getByRole('link', { name }).click()
  await expect(page.getByRole('button', { name: '确认写入 520 行' })).toBeVisible()
  await expectWhole(page, 'confirmation', 'confirmation')
  await page.getByRole('button', { name: '确认写入 520 行' }).click()
  await expect(page).toHaveURL(/\/write$/)
  await expect(page.getByText('写入了 520 行')).toBeVisible({ timeout: 30_000 })
  await expectNoBarriers(page, 'written')

  await page.context().clearCookies()
  await sit('registrar', county)
  await expect.poll(() => membersOf(page)).toBe(membersBefore + 520)
})

test('A member is found by initials, by a whole phone and by a whole ID number, and never by an address', async ({ sit }) => {
  const page = await sit('registrar', county)
  await find(page, 'oyxf')
  await expect(page.locator('tbody').getByRole('link', { name: '欧阳*飞' })).toBeVisible()
  for (const whole of [rows[7]!.phone, rows[7]!.idNumber]) {
    await find(page, whole)
    await expect(page.locator('tbody tr')).toHaveCount(1)
    await expect(page.locator('tbody').getByRole('link', { name: rows[7]!.masked })).toBeVisible()
  }
  await find(page, rows[7]!.idNumber.slice(0, 14))
  await expect(page.getByText('要写完整的证件号码或手机号')).toBeVisible()
})

test('An opened member is masked until somebody says why, and masked again after', async ({ sit }) => {
  const page = await sit('registrar', county)
  await find(page, rows[0]!.phone)
  await page.locator('tbody').getByRole('link', { name: '欧阳*飞' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '欧阳晓飞' })).toBeVisible()
  await expect(page.getByText(rows[0]!.idNumber)).toHaveCount(0)
  const source = page.getByRole('link', { name: '看这次导入' })
  await expect(source).toHaveAttribute('href', address.replace(/\/\w+$/, ''))
  await expect(page.getByText('区医保局 · ').first()).toBeVisible()
  await expectNoBarriers(page, 'member')

  await page.getByRole('button', { name: '查看证件号' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('本人会看到这次查看')).toBeVisible()
  await dialog.getByRole('button', { name: '查看 30 秒' }).click()
  await expect(dialog.getByText('先选一个用途')).toBeVisible()
  await expectNoBarriers(page, 'reveal')
  await dialog.getByLabel('用途').selectOption({ index: 1 })
  await dialog.getByRole('button', { name: '查看 30 秒' }).click()
  await expect(page.getByText(rows[0]!.idNumber)).toBeVisible()
  await page.getByRole('button', { name: '遮上' }).click()
  await expect(page.getByText(rows[0]!.idNumber)).toHaveCount(0)
})

test('What an officer corrects is kept with who and when', async ({ sit }) => {
  const page = await sit('registrar', county)
  await find(page, rows[0]!.phone)
  await page.locator('tbody').getByRole('link', { name: '欧阳*飞' }).click()
  await page.getByRole('button', { name: '修改' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '保存修改' }).click()
  await expect(dialog.getByText('还没有改任何一项')).toBeVisible()
  await dialog.getByLabel('学历').selectOption({ label: '本科' })
  await dialog.getByRole('button', { name: '保存修改' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.locator('.about')).toContainText('已保存')
  await expect(page.locator('.track li').first()).toContainText('学历：空 → 本科')
})

test('The list goes along as a masked file', async ({ sit }) => {
  const page = await sit('registrar', county)
  await find(page, '岑文')
  await page.getByRole('button', { name: '导出（遮蔽）' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('搜索“岑文”')
  await expectNoBarriers(page, 'export')
  await dialog.getByLabel('纯文本表格').check()
  await dialog.getByRole('button', { name: '开始导出' }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('link', { name: '保存文件' }).click()])
  const text = (await readFile(await download.path())).toString('utf8')
  expect(text).toContain(rows[7]!.masked)
  expect(text).toContain('619***************')
  expect(text).not.toContain(rows[7]!.idNumber)
  expect(text).not.toContain(rows[7]!.phone)
  expect(text).not.toContain(rows[7]!.name)
})

test('The list is walked by keyboard', async ({ sit }) => {
  const page = await sit('registrar', county)
  await page.goto('/office/members')
  const body = page.locator('tbody tr')
  await expect(body.first()).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect(body.nth(1)).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Shift+X')
  await expect(page.getByText('已选 3 人')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('o')
  await expect(page.getByRole('region', { name: '会员档案' })).toContainText('所在工会')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: '会员档案' })).toHaveCount(0)

  const first = await body.first().getAttribute('data-id')
  await page.keyboard.press('n')
  await expect(page.getByText(/^第 51–/)).toBeVisible()
  await expect(body.first()).not.toHaveAttribute('data-id', first!)
  await page.keyboard.press('p')
  await expect(body.first()).toHaveAttribute('data-id', first!)
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/members\/\d+/)
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/\/members$/)
})

test('The earlier steps are whole in both languages on a desk and on a phone, looked back at', async ({ sit }) => {
  test.slow()
  const page = await sit('registrar', county)
  const said = complaints(page)
  for (const step of ['columns', 'check', 'write']) await expectWhole(page, step, step)
  expect(said).toEqual([])
})

test('An import is undone as a whole, and what was changed since is kept and named', async ({ sit }) => {
  test.slow()
  const page = await sit('registrar', county)
  await page.goto(address.replace(/\w+$/, 'write'))
  await page.getByRole('button', { name: '撤销这次导入' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('新增的 520 行')
  await expect(dialog.getByRole('button', { name: '不撤销' })).toBeFocused()
  await expectNoBarriers(page, 'undo')
  await dialog.getByRole('button', { name: '撤销这次导入' }).click()

  await expect(page.getByRole('region', { name: '已撤销' })).toBeVisible({ timeout: 30_000 })
  const kept = page.getByRole('region', { name: '已撤销' })
  await expect(kept).toContainText('519')
  await expect(kept.getByRole('link', { name: '欧阳*飞' })).toBeVisible()
  await expectWhole(page, 'write', 'undone')
  await expect.poll(() => membersOf(page)).toBe(membersBefore + 1)
})
