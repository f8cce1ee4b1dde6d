// A register of unions on the official form (工会组织信息采集表), from the file to the tree and back out of it.
import type { Page } from '@playwright/test'
import { complaints, expect, expectNoBarriers, test } from './desk'
import { xlsxOf } from './xlsx'

const county = '秦都区总工会'
const name = '秦都区工会组织信息采集表.xlsx'
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Its title rows and its header of two rows, but for one column that this office calls otherwise. */
const form = xlsxOf('组织信息', [
  ['附件一'],
  ['陕西省工会组织信息采集表'],
  ['填表单位（盖章）：', '', county, '', '单位负责人(签字)：'],
  ['序号', '工会组织所在单位信息', '', '', '', '', '', '', '', '工会组织信息'],
  ['', '单位名称', '单位法人和其他组织统一社会信用代码', '单位地址', '单位所在政区', '单位性质类别', '经济类型', '单位所属行业', '职工人数', '工会叫什么',
    '工会法人和其他组织统一社会信用代码', '上级工会名称', '建会日期（格式：yyyy/MM/dd）', '基层工会类型', '会员人数', '工会负责人', '联系电话'],
  [1, '沣河纺织厂', '91350100M000100Y43', '秦都区沣河路 1 号', '秦都区', '国有企业', '国有经济', '制造业', 120, '沣河纺织厂工会',
    '81610402MC1000014D', county, '2019/09/01', '独立基层工会', 118, '秦守义', '029-33550000'],
  [2, '沣河快递站', '', '', '', '', '', '', 12, '沣河物流园快递工会', '', '沣河物流园工会联合会', '', '独立基层工会', '', '', ''],
  [3, '', '', '', '', '', '', '', '', '沣河物流园工会联合会', '', county, '', '工会联合会', '', '', ''],
  [4, '', '', '', '', '', '', '', '', '沣河面粉厂工会', '', '不在名册里的总工会', '', '独立基层工会', '', '', ''],
])

const counted = (page: Page, word: string) => page.locator('.cell', { hasText: word }).locator('.figure').first()

async function openUnion(page: Page, union: string) {
  await page.getByRole('combobox', { name: '找会员或工会' }).fill(union)
  await page.getByRole('option', { name: new RegExp(`^${union}`) }).click()
  await expect(page.getByRole('heading', { level: 1, name: union })).toBeVisible()
}

test('The form of unions becomes unions, once an officer has said what one of its columns is', async ({ sit }) => {
  const page = await sit('registrar', county)
  const said = complaints(page)
  await page.goto('/office/imports/new')
  await page.getByRole('radio', { name: /^工会组织/ }).check()
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: xlsx, buffer: form })
  await page.getByRole('button', { name: '送去检查' }).click()

  await expect(page).toHaveURL(/\/imports\/\d+\/columns$/)
  await expect(page.getByText('还缺：工会名称')).toBeVisible()
  const unknown = page.locator('tbody tr', { hasText: '工会叫什么' })
  await expect(unknown.locator('.example')).toContainText('沣河纺织厂工会')
  await expectNoBarriers(page, 'columns of unions')
  await unknown.getByRole('combobox').selectOption({ label: '工会名称（必填）' })
  await expect(page.getByText('必填的都有了')).toBeVisible()
  await page.getByRole('button', { name: '按这样检查' }).click()

  await expect(page).toHaveURL(/\/check$/)
  await expect(counted(page, '新增')).toHaveText('3')
  await expect(counted(page, '退回')).toHaveText('1')
  await expect(page.locator('tbody tr', { hasText: '不在名册里的总工会' })).toContainText('退回')
  await page.getByRole('button', { name: '写入 3 行' }).click()
  await expect(page.getByText('写入了 3 行')).toBeVisible()
  const address = page.url()

  await page.getByRole('link', { name: '看工会' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '组织' })).toBeVisible()
  await openUnion(page, '沣河纺织厂工会')
  const facts = page.locator('.facts-card')
  for (const fact of ['81610402MC1000014D', '沣河纺织厂', '秦都区沣河路 1 号', '2019年9月1日', '秦守义', '120', '118']) {
    await expect(facts.getByText(fact, { exact: true })).toBeVisible()
  }
  await expectNoBarriers(page, 'imported union')
  // Its parent stood below it in the file.
  await openUnion(page, '沣河物流园快递工会')
  await expect(page.getByRole('navigation', { name: '所在位置' })).toContainText('沣河物流园工会联合会')

  await page.goto(address)
  await page.getByRole('button', { name: '撤销这次导入' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '撤销这次导入' }).click()
  const undone = page.getByRole('region', { name: '已撤销' })
  await expect(undone.locator('div', { hasText: '撤下' }).locator('.figure')).toHaveText('3')
  await page.getByRole('combobox', { name: '找会员或工会' }).fill('沣河')
  await expect(page.getByText('没有这个名字的工会')).toBeVisible()
  expect(said).toEqual([])
})
