import { city, complaints, expect, expectFits, expectNoBarriers, speak, test } from './desk'

test('Terms of office are shown by their urgency and by their month, and lead to the union', async ({ sit }) => {
  const page = await sit('registrar', city)
  const said = complaints(page)
  await page.getByRole('link', { name: '换届' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '换届' })).toBeVisible()
  const table = page.getByRole('region', { name: '要换届的工会' })
  const rows = table.locator('tbody tr')
  await expect(rows.first()).toContainText('超期')
  await expectNoBarriers(page, 'terms')

  // Urgent ones come first, and each state can be seen alone.
  const urgency = ['超期未换届', '该换届了', '快到换届', '延期换届']
  const shown = await rows.locator('.chip').allInnerTexts()
  expect(shown.map(word => urgency.indexOf(word))).toEqual([...shown].map(word => urgency.indexOf(word)).sort((a, b) => a - b))
  await table.getByLabel('状态').selectOption({ label: '快到换届' })
  await expect(rows.first()).toContainText('快到换届')
  await expect(rows.filter({ hasText: '超期' })).toHaveCount(0)
  await expect(page).toHaveURL(/state=due_soon/)

  await page.locator('main').focus()
  await page.keyboard.press('j')
  const first = await rows.first().getByRole('link').innerText()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: first })).toBeVisible()
  await expect(page.getByRole('article').locator('.about')).toContainText('快到换届')
  expect(said).toEqual([])
})

test('A month of the calendar shows whose terms end in it', async ({ sit, baseURL }) => {
  const page = await sit('chair', city)
  // A term that ends in four months, right below the city.
  const headers = { origin: baseURL! }
  const me = await (await page.request.get('/api/v1/me')).json()
  const org = me.roles.find((role: { id: string }) => role.id === me.role_in_force).org
  const name = `换届演示工会 ${Date.now()}`
  const start = new Date()
  start.setUTCDate(15)
  start.setUTCMonth(start.getUTCMonth() + 4 - 36)
  const made = await page.request.post('/api/v1/orgs', {
    headers: { ...headers, 'Idempotency-Key': `terms ${start.getTime()}` },
    data: { parent: org.id, level: 'base', name, term_start: start.toISOString().slice(0, 10), term_years: 3 },
  })
  expect(made.status(), await made.text()).toBe(201)

  await page.goto('/office/terms')
  const calendar = page.getByRole('region', { name: '今后 12 个月' })
  await expect(calendar.locator('.months > li')).toHaveCount(12)
  const month = calendar.getByRole('button', { name: new RegExp(`^(${start.getUTCFullYear() + 3}年)?${start.getUTCMonth() + 1}月，\\d+ 家到期$`) })
  await month.click()
  await expect(month).toHaveAttribute('aria-pressed', 'true')
  const line = calendar.getByRole('listitem').filter({ hasText: name })
  await expect(line).toContainText('任期届满')
  await expectNoBarriers(page, 'month')

  const [file] = await Promise.all([page.waitForEvent('download'), calendar.getByRole('button', { name: '存成日历文件' }).click()])
  expect(file.suggestedFilename()).toBe(`任期-${org.name}.ics`)
  await line.getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
})

test('Terms say when there are none, when they cannot be read, and fit a phone in both languages', async ({ sit }) => {
  const page = await sit('registrar', city)
  let broken = true
  await page.route('**/api/v1/orgs/terms**', route => {
    if (broken) return route.abort()
    if (!route.request().url().includes('calendar')) return route.fulfill({ json: { items: [] } })
    return route.fulfill({ contentType: 'text/calendar', body: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' })
  })
  await page.goto('/office/terms')
  await expect(page.getByText('连不上服务器，网络通了再试')).toHaveCount(2)
  await expectNoBarriers(page, 'terms unreachable')
  broken = false
  await page.getByRole('region', { name: '今后 12 个月' }).getByRole('button', { name: '再试一次' }).click()
  await page.getByRole('region', { name: '要换届的工会' }).getByRole('button', { name: '再试一次' }).click()
  await expect(page.getByText('这里没有要换届的工会')).toBeVisible()
  await expect(page.getByText('今后 12 个月没有到期的。')).toBeVisible()
  await page.unroute('**/api/v1/orgs/terms**')

  for (const language of ['en', 'zh-CN'] as const) {
    await speak(page, language)
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto('/office/terms')
    await expect(page.locator('tbody tr').first()).toBeVisible()
    await page.locator('.months button').first().click()
    await expectNoBarriers(page, `terms ${language}`)
    await expectFits(page, `terms ${language}`)
    await page.setViewportSize({ width: 1440, height: 900 })
  }
})
