// A register of unions on the official form (工会组织信息采集表), from the file to the tree and back out of it.
import type { Page } from '@playwright/test'
import { complaints, expect, expectNoBarriers, test } from './desk'
import { unionForm, xlsx } from './forms'

const county = '秦都区总工会'
const name = '秦都区工会组织信息采集表.xlsx'

/** Two unions of which the second's parent stands below it, and one whose parent is nowhere. */
const unions = [
  ['沣河纺织厂', '91350100M000100Y43', '秦都区沣河路 1 号', '秦都区', '国有企业', '国有经济', '制造业', 120, '沣河纺织厂工会',
    '81610402MC1000014D', county, '2019/09/01', '独立基层工会', 118, '秦守义', '029-33550000'],
  ['沣河快递站', '', '', '', '', '', '', 12, '沣河物流园快递工会', '', '沣河物流园工会联合会', '', '独立基层工会', '', '', ''],
  ['', '', '', '', '', '', '', '', '沣河物流园工会联合会', '', county, '', '工会联合会', '', '', ''],
  ['', '', '', '', '', '', '', '', '沣河面粉厂工会', '', '不在名册里的总工会', '', '独立基层工会', '', '', ''],
]

const counted = (page: Page, word: string) => page.locator('.cell', { hasText: word }).locator('.figure').first()

async function openUnion(page: Page, union: string) {
  await page.getByRole('combobox', { name: '找会员或工会' }).fill(union)
  await page.getByRole('option', { name: new RegExp(`^${union}`) }).click()
  await expect(page.getByRole('heading', { level: 1, name: union })).toBeVisible()
}

async function bring(page: Page, form: Buffer) {
  await page.goto('/office/imports/new')
  await page.getByRole('radio', { name: /^工会组织/ }).check()
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: xlsx, buffer: form })
  await page.getByRole('button', { name: '送去检查' }).click()
}

test('A form of which an office has written over a title waits until somebody says what that column is', async ({ sit }) => {
  const page = await sit('registrar', county)
  const said = complaints(page)
  await bring(page, unionForm(county, unions, { 工会名称: '工会叫什么' }))
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
  await page.getByRole('button', { name: '放弃这次导入' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '放弃这次导入' }).click()
  await expect(page.getByText('什么也没有写入')).toBeVisible()
  expect(said).toEqual([])
})

test('The form of unions as it is becomes unions, and is taken back as a whole', async ({ sit }) => {
  const page = await sit('registrar', county)
  const said = complaints(page)
  await bring(page, unionForm(county, unions))

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
