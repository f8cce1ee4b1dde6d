// A roster on the official form (会员信息采集表) as an office fills it in, from the file to a member.
import { account, complaints, expect, expectNoBarriers, test } from './desk'
import { memberForm, xlsx } from './forms'
import { idNumber } from './people'
import type { Row } from './xlsx'

const county = '渭城区总工会'
const name = '渭城区会员信息采集表.xlsx'

/** A man who was born on this day of March 1991, as the form asks for him. */
const person = (day: number, called: string, joined: string | number, id: string | number = numberOf(day)): Row => [
  called, '男', `1991/03/${day}`, '汉族', '在岗', '居民身份证', id, '大专', '无', phoneOf(day), '农业户口', '渭城区',
  '入会', joined, '', '群众', '渭河桥梁厂', '咸阳', '是',
]
const numberOf = (day: number) => idNumber(`199103${day}`, '931')
const phoneOf = (day: number) => `128920000${day}`

const people = [
  person(11, '𠮷大河', '2020/05/01'),
  person(12, '阿依古丽·买买提', 43952), // the same day, as a spreadsheet keeps it
  person(13, '岑小桥', '2020年5月1日'),
  person(14, '岑失真', '2020/05/01', Number(numberOf(14))),
]

test('The form of members as it is becomes members of the union that filled it in', async ({ sit, request }) => {
  const union = (await account(request, 'member', '渭城区')).org
  const page = await sit('registrar', county)
  const said = complaints(page)
  await page.goto('/office/imports/new')
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: xlsx, buffer: memberForm(union, people) })
  await page.getByRole('button', { name: '送去检查' }).click()

  await expect(page).toHaveURL(/\/imports\/\d+\/check$/)
  const address = new URL(page.url()).pathname
  const counted = (word: string) => page.locator('.cell', { hasText: word }).locator('.figure').first()
  await expect(counted('新增')).toHaveText('3')
  await expect(counted('退回')).toHaveText('1')
  const spoiled = page.locator('tbody tr', { hasText: '科学计数' })
  await expect(spoiled).toContainText('证件号码')
  await expect(spoiled.locator('td').first()).toHaveText('8') // below the titles and the header
  await expectNoBarriers(page, 'check of the form')

  // How its columns were understood can be looked at: the header below the titles, on the form's own sheet.
  await page.goto(address.replace(/check$/, 'columns'))
  await expect(page.getByText('第 4 行是表头，19 / 20 列认出来了')).toBeVisible()
  await expect(page.getByLabel('工作表')).toHaveValue('会员信息')
  await expect(page.getByLabel('“证件号码 (填写18位身份证)”是哪一项').locator('option:checked')).toHaveText('证件号码（必填）')
  await expectNoBarriers(page, 'columns of the form')

  await page.goto(address)
  await page.getByRole('button', { name: '写入 3 行' }).click()
  await expect(page.getByText('写入了 3 行')).toBeVisible()

  await page.getByRole('link', { name: '看会员' }).click()
  const search = page.getByRole('main').getByRole('searchbox')
  await search.fill('𠮷大河')
  await search.press('Enter')
  await page.locator('tbody').getByRole('link', { name: '𠮷*河' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '𠮷大河' })).toBeVisible()
  await expect(page.getByText(union).first()).toBeVisible()
  for (const fact of ['2020年5月1日', '渭河桥梁厂', '大专']) await expect(page.getByText(fact, { exact: true }).first()).toBeVisible()
  await page.goBack()
  await search.fill(phoneOf(12))
  await search.press('Enter')
  await expect(page.locator('tbody').getByRole('link', { name: '阿*·买*提' })).toBeVisible()

  // Another union lists one of them: her transfer is asked for where the row says so.
  await page.goto('/office/imports/new')
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: xlsx, buffer: memberForm(county, people.slice(0, 1)) })
  await page.getByRole('button', { name: '送去检查' }).click()
  const there = page.locator('tbody tr', { hasText: '要先转会' })
  await expect(there).toContainText(union)
  await there.getByRole('button', { name: '提出接转' }).click()
  await there.getByRole('link', { name: '已提出接转' }).click()
  await expect(page).toHaveURL(/\/cases\/\d+$/)
  await expect(page.getByText('𠮷大河').first()).toBeVisible()
  expect(said).toEqual([])
})
