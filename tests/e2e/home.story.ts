import type { Page, Request } from '@playwright/test'
import { city, expect, test } from './desk'
import { applications } from './people'

const numberOf = (text: string) => Number(text.replace(/,/g, ''))

const isList = (request: Request) => /\/(member-searches|orgs\?within=.*|orgs\/\d+\/officers\?.*)$/.test(request.url())

/** How many rows the page asked for, had its reader gone on to the last page. */
async function rowsAskedFor(page: Page, asked: Request): Promise<number> {
  let rows = 0
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const more: Record<string, string> = cursor === '' ? {} : { cursor }
    const url = new URL(asked.url())
    for (const [name, value] of Object.entries({ ...more, limit: '100' })) url.searchParams.set(name, value)
    const answer =
      asked.method() === 'POST'
        ? await page.request.post(asked.url(), { headers: { origin: url.origin }, data: { ...asked.postDataJSON(), ...more, limit: 100 } })
        : await page.request.get(url.href)
    expect(answer.status(), await answer.text()).toBe(200)
    const list = await answer.json()
    rows += list.items.length
    cursor = list.next
  }
  return rows
}

test('Every number of home opens the very rows that it counts', async ({ sit }) => {
  test.slow()
  const page = await sit('registrar', city)
  await expect(page.getByRole('heading', { name: '会员和工会的构成' })).toBeVisible()
  await expect(page.locator('tbody tr').first()).toBeVisible()
  const numbers = await page.locator('main a.number').evaluateAll(links => links.map(link => ({ shown: /[\d,]+/.exec(link.textContent!)![0], href: link.getAttribute('href')! })))
  // The counties' numbers are all of a kind: a few rows of them, and every one in the long run.
  const some = process.env.UNIONHALL_LONG ? numbers : numbers.filter(({ href }, i) => !href.includes('org=') || i % 5 === 0)
  expect(some.length).toBeGreaterThan(30)
  for (const { shown, href } of some) {
    const asking = page.waitForRequest(isList)
    await page.goto(href)
    const asked = await asking
    const first = page.locator('main tbody tr, main li:has(strong)')
    await expect(first, href).toHaveCount(Math.min(numberOf(shown), 50))
    expect(await rowsAskedFor(page, asked), href).toBe(numberOf(shown))
    if (/\/members/.test(href)) await expect(page.getByText(new RegExp(`共 ${shown} 人`)), href).toBeVisible()
  }
})

test('What home says is waiting is there, as much as it says', async ({ sit, baseURL }) => {
  const page = await sit('officer', '人民路')
  const waiting = (what: string) => page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: what }) })
  const counted = async (what: string) => parseInt(await waiting(what).getByRole('heading').innerText())

  const checks = await counted('个驿站该做年度检查')
  await page.getByRole('link', { name: '去看看' }).click()
  await expect(page).toHaveURL(/\/stations\?due=check/)
  await expect(page.locator('tbody tr')).toHaveCount(checks)

  await page.context().clearCookies()
  await sit('registrar', city)
  await applications(page, baseURL!)
  await page.goto('/office/')
  const cases = await counted('件待办')
  await waiting('件待办').getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1, name: '待办' })).toBeVisible()
  await expect(page.locator('tbody tr')).toHaveCount(cases)

  await page.goBack()
  const about = await waiting('批导入等您确认').innerText()
  const imports = await counted('批导入等您确认')
  await page.getByRole('link', { name: '去确认' }).click()
  if (imports > 1) await expect(page.locator('tbody tr', { hasText: '等您确认' })).toHaveCount(imports)
  else await expect(page.getByRole('button', { name: `确认写入 ${/写入 ([\d,]+) 行/.exec(about)![1]} 行` })).toBeVisible()
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
