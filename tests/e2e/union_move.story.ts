import type { Page } from '@playwright/test'
import { city, complaints, expect, expectFits, expectNoBarriers, speak, test } from './desk'

const sizes = [{ width: 1440, height: 900 }, { width: 390, height: 844 }]

/** A union of its own below one of the city's, also when the story is played again. */
async function found(page: Page, baseURL: string, name: string, below: string) {
  const headers = { origin: baseURL, 'Idempotency-Key': `union ${Date.now()}` }
  const { items } = await (await page.request.post('/api/v1/org-searches', { headers, data: { q: below, limit: 1 } })).json()
  const made = await page.request.post('/api/v1/orgs', { headers, data: { name, level: 'base', parent: items[0].id } })
  expect(made.status(), await made.text()).toBe(201)
  return (await made.json()).id as string
}

async function choose(page: Page, label: string, union: string) {
  await page.getByLabel(label).fill(union)
  await expect(page.getByRole('option', { name: new RegExp(union) }).first()).toBeVisible()
  await page.getByLabel(label).press('Enter')
  await expect(page.getByLabel(label)).toHaveValue(union)
}

test('A union whose employer has moved comes below another: what follows is said before it is asked, and both sides hold the case', async ({ sit, baseURL }) => {
  const name = `渭滨快递工会 ${Date.now()}`
  const page = await sit('chair', city)
  const said = complaints(page)
  const org = await found(page, baseURL!, name, '秦都区总工会')
  await page.goto(`/office/orgs/${org}`)
  await page.getByRole('link', { name: '整建制转接' }).press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: '整建制转接' })).toBeVisible()
  await expect(page.getByLabel('哪家工会要转')).toHaveValue(name)
  await expect(page.getByText('现在的上级：秦都区总工会')).toBeVisible()
  await expect(page.getByText('一起转的有 1 家工会、0 名会员。')).toBeVisible()
  await expect(page.getByText('会员的会籍、会员号和卡都不变，一天也不中断；在办的事照常办。')).toBeVisible()

  // The button leads to what is missing, by keyboard as well.
  const send = page.getByRole('button', { name: '提出整建制转接' })
  await send.press('Enter')
  await expect(page.getByLabel('转到哪家工会下面')).toBeFocused()
  await expect(page.getByText('选转到哪家工会下面')).toBeVisible()
  for (const size of sizes) {
    await page.setViewportSize(size)
    await expectNoBarriers(page, `union missing ${size.width}`)
    await expectFits(page, `union missing ${size.width}`)
  }
  await page.setViewportSize(sizes[0]!)

  await choose(page, '转到哪家工会下面', '渭城区总工会')
  await page.getByLabel('为什么转').fill('公司搬到了渭城区')
  await page.getByLabel('单位的新地址').fill('渭阳东路 1 号')
  await page.getByLabel('新地方的行政区划代码').fill('6104')
  await send.press('Enter')
  await expect(page.getByLabel('新地方的行政区划代码')).toBeFocused()
  await expect(page.getByText('行政区划代码是 6 位或 12 位数字')).toBeVisible()
  await page.getByLabel('新地方的行政区划代码').fill('610404')
  await send.press('Enter')

  await expect(page.getByRole('heading', { level: 1, name: new RegExp(name) })).toBeVisible()
  const facts = page.getByRole('article')
  for (const fact of ['公司搬到了渭城区', '渭阳东路 1 号', '610404']) await expect(facts.getByText(fact).first()).toBeVisible()
  // The city reaches both and counts as the old one above.
  await expect(page.getByText('原上级已同意，等新上级接收').first()).toBeVisible()

  // One move of a union at a time.
  await page.goto(`/office/union-moves/new?org=${org}`)
  await expect(page.getByLabel('哪家工会要转')).toHaveValue(name)
  await choose(page, '转到哪家工会下面', '渭城区总工会')
  await page.getByLabel('为什么转').fill('公司搬到了渭城区')
  await send.press('Enter')
  await expect(page.getByRole('alert')).toContainText('这个工会已经有一个整建制转接在办')
  expect(said).toEqual([])
})

test('The union above the new place asks for one that it does not reach, in English', async ({ sit, page, baseURL }) => {
  const name = `泾水货运工会 ${Date.now()}`
  await sit('chair', city)
  await found(page, baseURL!, name, '渭城区总工会')
  await page.context().clearCookies()
  await sit('officer', '秦都区')
  await speak(page, 'en')
  await page.goto('/office/union-moves/new')
  await choose(page, 'Which union moves', name)
  await choose(page, 'Below which union it comes', '秦都区总工会')
  await page.getByLabel('Why it moves').fill('the company moved to Qindu')
  for (const size of sizes) {
    await page.setViewportSize(size)
    await expectNoBarriers(page, `union en ${size.width}`)
    await expectFits(page, `union en ${size.width}`)
  }
  await page.getByRole('button', { name: 'Ask for the move' }).click()
  await expect(page.getByRole('heading', { level: 1, name: new RegExp(name) })).toBeVisible()
  await expect(page.getByText('Taken in; waiting for the old union above').first()).toBeVisible()
  await expect(page.getByText('Counts as letting go')).toBeVisible()
  await speak(page, 'zh-CN')
})
