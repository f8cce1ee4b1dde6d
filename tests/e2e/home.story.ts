import { city, expect, test } from './desk'

test('The figures of home open the very rows that they count', async ({ sit }) => {
  const page = await sit('registrar', city)
  const figures = page.getByLabel('数字', { exact: true })
  const members = figures.locator('.figure a').first()
  const counted = await members.innerText()
  await members.click()
  await expect(page).toHaveURL(/\/office\/members/)
  await expect(page.getByText(`${counted} 人`).first()).toBeVisible()

  await page.goBack()
  const verified = figures.locator('.rate a')
  const confirmed = await verified.innerText()
  await verified.click()
  await expect(page).toHaveURL(/verified=yes/)
  await expect(page.getByText(confirmed).first()).toBeVisible()
})

test('The children stand by rate, and by another column when its head is pressed', async ({ sit }) => {
  const page = await sit('registrar', city)
  const rates = page.locator('tbody .rate > span:last-child')
  await expect(rates.first()).toBeVisible()
  const shown = (await rates.allInnerTexts()).map(parseFloat)
  expect(shown.length).toBeGreaterThan(5)
  expect(shown).toEqual([...shown].sort((a, b) => b - a))

  await page.getByRole('button', { name: '会员', exact: true }).click()
  const members = (await page.locator('tbody td[data-label="会员"]').allInnerTexts()).map(n => Number(n.replace(/,/g, '')))
  expect(members).toEqual([...members].sort((a, b) => b - a))
  await expect(page.getByRole('columnheader', { name: '会员', exact: true })).toHaveAttribute('aria-sort', 'descending')
})

test('The tree sets the scope of every page', async ({ sit }) => {
  const page = await sit('registrar', city)
  const tree = page.getByRole('tree')
  const county = tree.getByRole('treeitem', { level: 2 }).first()
  const name = (await county.locator('.name').innerText()).trim()
  await county.click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(county).toHaveAttribute('aria-selected', 'true')

  await page.getByRole('navigation', { name: '页面' }).getByRole('link', { name: '组织' }).click()
  await expect(page.getByText(`${name}及以下`)).toBeVisible()
  await page.reload()
  await expect(page.getByText(`${name}及以下`)).toBeVisible()
})
