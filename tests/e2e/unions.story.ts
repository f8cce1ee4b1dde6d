import type { Page } from '@playwright/test'
import { city, enter, expect, expectNoBarriers, test } from './desk'

async function openUnion(page: Page, words: string) {
  await page.getByRole('combobox', { name: '找会员或工会' }).fill(words)
  const option = page.getByRole('option', { name: new RegExp(words) }).nth(1)
  await option.click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(words)
}

test('A union has its facts with their source, and its officers', async ({ sit }) => {
  const page = await sit('chair', city)
  await openUnion(page, '秦都区总工会')
  await expect(page.getByText('来源：')).toBeVisible()
  await expect(page.getByRole('heading', { name: '工会工作者' })).toBeVisible()
  await expectNoBarriers(page, 'union')
})

test('A changed fact is shown as it is now; what met another change is kept', async ({ sit, context }) => {
  const page = await sit('chair', city)
  await openUnion(page, '渭城区总工会')
  const other = await context.newPage()
  await other.goto(page.url())

  await page.getByRole('button', { name: '修改' }).click()
  await page.getByRole('dialog').getByLabel('简称').fill('渭城')
  await expectNoBarriers(page, 'edit')

  await other.getByRole('button', { name: '修改' }).click()
  await other.getByRole('dialog').getByLabel('主席').fill('何静')
  await other.getByRole('button', { name: '保存修改' }).click()
  await expect(other.getByText('何静', { exact: true })).toBeVisible()

  await page.getByRole('button', { name: '保存修改' }).click()
  await page.getByRole('button', { name: '读最新的，接着改' }).click()
  await expect(page.getByRole('dialog').getByLabel('简称')).toHaveValue('渭城')
  await page.getByRole('button', { name: '保存修改' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByText('渭城', { exact: true })).toBeVisible()
  await expect(page.getByText('何静', { exact: true })).toBeVisible()
})

test('A union says where its term stands, and since when', async ({ sit }) => {
  const page = await sit('chair', city)
  await openUnion(page, '乾县总工会')
  await page.getByRole('button', { name: '新建下级工会' }).click()
  const dialog = page.getByRole('dialog')
  const name = `漠谷河工会 ${Date.now()}`
  await dialog.getByLabel('工会名称').fill(name)
  await dialog.getByRole('button', { name: '建这家工会' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  const head = page.getByRole('article').locator('.about')
  await expect(head).toContainText('任期不清楚')

  const ends = [
    { term: '超期未换届', months: -1 },
    { term: '该换届了', months: 2 },
    { term: '快到换届', months: 5 },
    { term: '任期内', months: 9 },
  ]
  for (const { term, months } of ends) {
    const start = new Date()
    start.setUTCDate(15)
    start.setUTCMonth(start.getUTCMonth() + months - 36)
    await page.getByRole('button', { name: '修改' }).click()
    await dialog.getByLabel('届次').fill('3')
    await dialog.getByLabel('任期开始').fill(start.toISOString().slice(0, 10))
    await dialog.getByLabel('任期年限').selectOption({ label: '3 年' })
    await dialog.getByRole('button', { name: '保存修改' }).click()
    await expect(dialog).toBeHidden()
    await expect(head).toContainText(term)
    const day = (years: number) => `${start.getUTCFullYear() + years}年${start.getUTCMonth() + 1}月15日`
    await expect(page.getByText(`${day(0)} 到 ${day(3)}（3 年）`)).toBeVisible()
    await expectNoBarriers(page, term)
  }
  await expect(page.getByText('第 3 届')).toBeVisible()
  await expect(head).not.toContainText('任期不清楚')
})

test('A new union is founded below another and moved to a third, with its numbers said', async ({ sit }) => {
  const name = `河畔快递工会 ${Date.now()}` // its own, also when the story is played again
  const page = await sit('chair', city)
  await openUnion(page, '兴平市总工会')
  await page.getByRole('button', { name: '新建下级工会' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '建这家工会' }).click()
  await expect(dialog.getByLabel('工会名称')).toHaveAttribute('aria-invalid', 'true')
  await dialog.getByLabel('工会名称').fill(name)
  await dialog.getByRole('button', { name: '建这家工会' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

  await page.getByRole('button', { name: '移到别处' }).click()
  await expect(dialog.getByText('一起移动的有 1 家工会、0 名会员。')).toBeVisible()
  await expectNoBarriers(page, 'move')
  await dialog.getByRole('combobox').fill('礼泉县总工会')
  await dialog.getByRole('option', { name: /礼泉县总工会/ }).first().click()
  await dialog.getByLabel('为什么移动').fill('区划调整')
  await dialog.getByRole('button', { name: '移到礼泉县总工会' }).click()
  await expect(page.getByRole('navigation', { name: '所在位置' })).toContainText('礼泉县总工会')
})

test('A union follows its trade, puts its election off, and is dissolved once nobody is left in it', async ({ sit }) => {
  const name = `渭水货运工会 ${Date.now()}`
  const page = await sit('chair', city)
  await openUnion(page, '武功县总工会')
  await page.getByRole('button', { name: '新建下级工会' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('工会名称').fill(name)
  await dialog.getByRole('button', { name: '建这家工会' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  const link = page.url()

  await page.getByRole('button', { name: '修改' }).click()
  await dialog.getByLabel('产业上级').fill('武功县货运')
  await dialog.getByRole('option', { name: /货运行业工会联合会/ }).first().click()
  const start = new Date()
  start.setUTCDate(15)
  start.setUTCMonth(start.getUTCMonth() + 1 - 36) // ends in a month
  await dialog.getByLabel('任期开始').fill(start.toISOString().slice(0, 10))
  await dialog.getByLabel('任期年限').selectOption({ label: '3 年' })
  await dialog.getByRole('button', { name: '保存修改' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('article').getByText('武功县货运行业工会联合会')).toBeVisible()

  const until = new Date()
  until.setUTCMonth(until.getUTCMonth() + 3)
  await page.getByRole('button', { name: '延期换届' }).click()
  await dialog.getByLabel('延到哪天').fill(until.toISOString().slice(0, 10))
  await expectNoBarriers(page, 'postpone')
  await dialog.getByRole('button', { name: '同意延期' }).click()
  await expect(dialog.getByLabel('为什么延期')).toHaveAttribute('aria-invalid', 'true')
  await dialog.getByLabel('为什么延期').fill('主席刚调走，新人选还在商量')
  await dialog.getByRole('button', { name: '同意延期' }).click()
  await expect(page.getByRole('article').locator('.about')).toContainText('延期')
  await expect(page.getByRole('article').getByText('主席刚调走，新人选还在商量')).toBeVisible()

  await page.getByRole('button', { name: '撤销' }).click()
  await expect(dialog.getByRole('button', { name: '不撤销' })).toBeFocused()
  await dialog.getByLabel('为什么撤销').fill('单位注销')
  await expectNoBarriers(page, 'dissolve')
  await dialog.getByRole('button', { name: '撤销这家工会' }).click()
  await expect(page.getByRole('article').locator('.about')).toContainText('已经撤销')
  await expect(page.getByRole('button', { name: '修改' })).toBeHidden()

  // A union with unions below is not dissolved, and says how many there are.
  await openUnion(page, '武功县总工会')
  await page.getByRole('button', { name: '撤销' }).click()
  await dialog.getByLabel('为什么撤销').fill('合并')
  await dialog.getByRole('button', { name: '撤销这家工会' }).click()
  await expect(dialog.getByRole('alert')).toContainText(/\d+ 家/)
  await dialog.getByRole('button', { name: '不撤销' }).click()

  await page.goto(link)
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
})

test('Whoever is appointed gets a second factor once, signs in with it, and is out when the role ends', async ({ sit, browser, baseURL }) => {
  const phone = `126${String(Date.now()).slice(-8)}` // hers alone, also when the story is played again
  const page = await sit('chair', city)
  await openUnion(page, '三原县总工会')
  await page.getByRole('button', { name: '任命' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('姓名').fill('孙小满')
  await dialog.getByLabel('手机号').fill(phone)
  await dialog.getByLabel('职务').selectOption('registrar')
  await expectNoBarriers(page, 'appoint')
  await dialog.getByRole('button', { name: '任命', exact: true }).click()
  await expect(dialog.getByRole('img', { name: '孙小满的动态码二维码' })).toBeVisible()
  await expectNoBarriers(page, 'enrolment')
  await dialog.getByRole('button', { name: '扫好了' }).click()
  const line = page.getByRole('listitem').filter({ hasText: '孙*满' }).last()
  await expect(line).toContainText('登记员')

  const hers = await browser.newContext({ baseURL: baseURL! })
  const desk = await hers.newPage()
  await enter(desk, phone, '三原县总工会')
  // Her tree begins at her union; what lies outside is not there.
  await expect(desk.getByRole('treeitem', { level: 1 })).toContainText('三原县总工会')

  await line.getByRole('button', { name: '免去' }).click()
  await expect(dialog.getByRole('button', { name: '不免去' })).toBeFocused()
  await dialog.getByRole('button', { name: '免去这个职务' }).click()
  await expect(line).toBeHidden()
  await desk.getByRole('link', { name: '组织' }).first().click()
  await expect(desk.getByRole('heading', { name: '以什么身份工作' })).toBeVisible()
  await hers.close()
})
