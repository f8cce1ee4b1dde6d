// Results of appeals, for everybody: what the page says is recounted from the csv, as its own check page tells; and a story that the
// worker takes back. UNIONHALL_SHOTS=folder keeps pictures.
import type { Page } from '@playwright/test'
import { complaints, expect, expectFits, expectNoBarriers, test } from './desk'

const teller = { name: '苏小满', phone: '12000000061' }
const desk = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }

async function shoot(page: Page, name: string) {
  if (process.env.UNIONHALL_SHOTS) await page.screenshot({ path: `${process.env.UNIONHALL_SHOTS}/results-${name}.png`, fullPage: true })
}

/** Adds up the columns of some lines of a csv, and computes as /open/results/check says. */
class Recount {
  private readonly sums = new Map<string, number>()
  readonly lines: Record<string, string>[]

  constructor(csv: string, only: (line: Record<string, string>) => boolean = () => true) {
    const [names, ...lines] = csv.replace('\uFEFF', '').trim().split(/\r?\n/).map(line => line.split(','))
    this.lines = lines.map(cells => Object.fromEntries(names!.map((name, i) => [name, cells[i]!]))).filter(only)
    for (const line of this.lines) for (const name of names!.slice(4)) this.sums.set(name, this.of(name) + Number(line[name] || 0))
  }
  of(name: string) {
    return this.sums.get(name) ?? 0
  }
  share(part: string, whole: string) {
    if (this.of(whole) === 0) return '不到 5 人'
    return `${(Math.round((this.of(part) * 1000) / this.of(whole)) / 10).toFixed(1)}%`
  }
  /** Everybody in a row by their days; whoever stands at this place. */
  days(what: string, tenths: number) {
    const names = [...Array.from({ length: 31 }, (_, day) => String(day)), 'more']
    const all = names.flatMap((name, day) => Array.from({ length: this.of(`${what}_${name}`) }, () => day))
    if (all.length === 0) return '不到 5 人'
    const day = all[Math.ceil((all.length * tenths) / 10) - 1]!
    return day === 31 ? '30 天以上' : day === 0 ? '当天' : `${day} 天`
  }
}

async function csvOf(page: Page) {
  const answer = await page.request.get((await page.getByRole('link', { name: '下载这个月的数据（csv）' }).getAttribute('href'))!)
  expect(answer.headers()['content-type']).toContain('text/csv')
  return answer.text()
}

/** The cells of the row that begins with this name. */
async function cellsOf(page: Page, section: string, name: string) {
  const row = page.locator('section', { has: page.getByRole('heading', { name: section, exact: true }) }).locator('tbody tr', { has: page.getByRole('rowheader', { name, exact: true }) })
  return (await row.locator('td').allInnerTexts()).map(text => text.split('\n')[0])
}

function expected(recount: Recount) {
  return [
    String(recount.of('filed')),
    recount.days('contacted', 5),
    recount.days('solved', 5),
    recount.share('solved', 'filed'),
    recount.share('on_time', 'answered'),
    recount.share('satisfied', 'rated'),
  ]
}

test('Every number of the page is recounted from the csv, to the last digit', async ({ page }) => {
  const said = complaints(page)
  await page.goto('/open/results?month=2026-06')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('件诉求')
  const { months } = await (await page.request.get('/api/v1/results')).json()
  for (const month of ['2026-06', '2026-04', '2026-02']) {
    await page.getByLabel('提出诉求的月份').selectOption(month)
    await expect(page.getByRole('link', { name: '下载这个月的数据（csv）' })).toHaveAttribute('href', `/api/v1/results/${month}.csv`)
    const csv = await csvOf(page)
    const all = new Recount(csv)
    const { totals } = months.find((one: { month: string }) => one.month === month)
    expect(all.lines.length).toBeGreaterThan(5)
    await expect(page.getByRole('heading', { level: 1 })).toContainText(`${all.of('filed')} 件诉求，${all.share('solved', 'filed')} 本人说解决了`)
    expect([totals.filed, `${totals.solved.percent}%`, `${totals.on_time.percent}%`, `${totals.satisfied.percent}%`]).toEqual([all.of('filed'), all.share('solved', 'filed'), all.share('on_time', 'answered'), all.share('satisfied', 'rated')])
    expect(await page.locator('.figures dd .figure').allInnerTexts()).toEqual([`${all.of('filed')} 件`, ...expected(all).slice(1)])
    for (const { county, county_name: name } of all.lines) {
      expect(await cellsOf(page, '各县区', county === 'city' ? '市本级' : name!)).toEqual(expected(new Recount(csv, line => line.county === county)))
    }
    const living = new Recount(csv, line => line.category === 'living')
    expect(await cellsOf(page, '各类诉求', '生活服务')).toEqual(expected(living))
    for (const line of all.lines) expect(Number(line.filed)).toBeGreaterThanOrEqual(5)
  }
  expect(said).toEqual([])
})

test('The page is for everybody: phone and desk, both languages, large print, with and without results', async ({ page }) => {
  const said = complaints(page)
  for (const path of ['/open/results?month=2026-06', '/open/results/check']) {
    for (const viewport of [desk, phone]) {
      await page.setViewportSize(viewport)
      await page.goto(path)
      await expect(page.locator('main section').first()).toBeVisible()
      const name = `${path.includes('check') ? 'check' : 'page'}-${viewport.width}`
      for (const how of ['', '-large', '-large-en', '-en']) {
        await expectNoBarriers(page, name + how)
        await expectFits(page, name + how)
        await shoot(page, name + how)
        if (how === '' || how === '-large-en') await page.getByRole('button', { name: /^(长辈版|Large print)$/ }).click()
        else await page.getByRole('button', { name: /^(中文|English)$/ }).click()
      }
    }
  }
  await page.getByRole('link', { name: '回到办理结果' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await page.goBack()
  await expect(page.getByRole('heading', { level: 1, name: '怎么自己核算' })).toBeVisible()
  expect(said).toEqual([])

  await page.route('**/api/v1/results', route => route.fulfill({ json: { months: [], corrections: [], stories: [] } }))
  await page.goto('/open/results')
  await expect(page.getByText('还没有公布过')).toBeVisible()
  await expectNoBarriers(page, 'nothing yet')
  await shoot(page, 'none')
  await page.unroute('**/api/v1/results')
  await page.route('**/*.csv', route => route.abort())
  await page.goto('/open/results')
  await expect(page.getByRole('alert')).toContainText('没有读到结果')
  await expectNoBarriers(page, 'failed')
  await shoot(page, 'failed')
  await page.unroute('**/*.csv')
  await page.getByRole('button', { name: '再试一次' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('件诉求')
})

test('An appeal that she called solved is counted; its story is gone once she takes it back', async ({ page, playwright, baseURL }) => {
  await page.goto('/open/results?month=2026-06')
  const story = page.getByText('绿豆汤当天下午就端了上来')
  await expect(story).toBeVisible()
  await expect(page.locator('body')).not.toContainText(teller.name)

  const request = await playwright.request.newContext({ baseURL: baseURL!, extraHTTPHeaders: { origin: baseURL! } })
  const code = await (await request.post('/api/v1/sign-in/code', { data: { phone: teller.phone } })).json()
  await request.post('/api/v1/sign-in', { data: { phone: teller.phone, code: code.demo_code } })
  const { items } = await (await request.get('/api/v1/me/cases')).json()
  const mine = await (await request.get(`/api/v1/cases/${items[0].id}`)).json()
  expect(mine.form).toMatchObject({ category: 'living.canteen', verdict: 'solved', satisfaction: 5 })
  const living = new Recount(await csvOf(page), line => line.county === '610402' && line.category === 'living')
  expect(living.of('solved'), 'hers is among them').toBeGreaterThan(0)
  expect(living.of('solved_0')).toBeGreaterThan(0)

  await page.context().addCookies((await request.storageState()).cookies)
  await page.setViewportSize(phone)
  await page.goto(`/cases/${items[0].id}`)
  const card = page.locator('section', { has: page.getByRole('heading', { name: '办得好的小事' }) })
  await expect(card.getByRole('status')).toHaveText('已公开')
  await expectNoBarriers(page, 'published, on her phone')
  await shoot(page, 'hers')
  await card.getByRole('button', { name: '收回' }).press('Enter')
  await expect(card.getByRole('status')).toHaveText('您收回了，不再公开。')
  await expect(card).not.toContainText('绿豆汤')
  await shoot(page, 'taken-back')
  await page.goto('/open/results?month=2026-06')
  await expect(page.getByRole('heading', { name: '办得好的小事' })).toBeVisible()
  await expect(story).toHaveCount(0)
  await request.dispose()
})
