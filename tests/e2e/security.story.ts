// What an officer needs beside her phone, and the three who look after that: each has a home of her own, none sees the union's business.
import type { APIRequestContext, Page } from '@playwright/test'
import { city, enter, expect, expectFits, expectNoBarriers, speak, test } from './desk'

const password = 'Weihe bridge 2026'

/** A registrar of the city whom no other story needs, appointed by the security administrator who sits at this page. */
async function newcomer(request: APIRequestContext, baseURL: string, name: string) {
  const phone = `1266${String(Date.now()).slice(-7)}`
  const me = await (await request.get('/api/v1/me')).json()
  const org = me.roles.find((role: { id: string }) => role.id === me.role_in_force).org.id
  const made = await request.post(`/api/v1/orgs/${org}/officers`, {
    headers: { origin: baseURL, 'Idempotency-Key': `newcomer ${phone}` },
    data: { name, phone, word: 'registrar' },
  })
  expect(made.status(), await made.text()).toBe(201)
  return { phone, role: (await made.json()).id as string }
}

/** Signs in as far as the role. */
async function atTheDoor(page: Page, phone: string) {
  await page.goto('/office/')
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByRole('button', { name: '填上', exact: true }).click()
  await expect(page.getByRole('heading', { name: '以什么身份工作' })).toBeVisible()
}

/** With the code that the authenticator shows; one that was used just now is waited out. */
async function sendWithCode(page: Page, send: string, gone: () => Promise<void>) {
  await expect(async () => {
    await page.getByRole('button', { name: '填上现在的' }).click()
    await page.getByRole('button', { name: send, exact: true }).last().click()
    await gone()
  }).toPass({ intervals: [1000, 10_000], timeout: 60_000 })
}

const card = (page: Page, title: string) => page.locator('section.card', { has: page.getByRole('heading', { name: title, exact: true }) })

test('An officer sets a password, and when her phone is lost a recovery code lets her in to enrol anew', async ({ sit, page, baseURL }) => {
  test.slow()
  await sit('security_administrator', city)
  const { phone } = await newcomer(page.request, baseURL!, '安小平')
  await page.context().clearCookies()
  await enter(page, phone, city)

  await page.goto('/office/settings')
  const mine = card(page, '进工作台用的')
  await expect(mine).toContainText('没有设')
  await mine.getByRole('button', { name: '设口令' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectNoBarriers(page, 'password')
  await page.getByLabel('新口令').fill('12345678901')
  await sendWithCode(page, '保存口令', async () => expect(page.getByText('至少要有三种')).toBeVisible({ timeout: 3000 }))
  await page.getByLabel('新口令').fill(password)
  await sendWithCode(page, '保存口令', async () => expect(page.getByRole('dialog')).toBeHidden({ timeout: 3000 }))
  await expect(mine.getByRole('button', { name: '换口令' })).toBeVisible()

  await mine.getByRole('button', { name: '要一批恢复码' }).click()
  const codes = page.getByRole('dialog').locator('ol li')
  await page.getByLabel('口令').fill(password)
  await sendWithCode(page, '要一批恢复码', async () => expect(codes).toHaveCount(10, { timeout: 3000 }))
  await expectNoBarriers(page, 'recovery codes')
  const kept = await codes.allTextContents()
  await page.getByRole('button', { name: '收好了' }).click()
  await expect(mine).toContainText('还有 10 个没用过')

  // The phone is lost.
  await page.context().clearCookies()
  await atTheDoor(page, phone)
  await page.getByRole('button', { name: '手机不在身边，用恢复码' }).click()
  await page.getByLabel('恢复码').fill(kept[0]!.toLowerCase())
  await page.getByLabel('口令').fill('not the one 2026')
  await expectNoBarriers(page, 'recovery code')
  await page.getByRole('button', { name: '进入工作台' }).click()
  await expect(page.getByLabel('口令')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('口令').fill(password)
  await page.getByRole('button', { name: '进入工作台' }).click()

  await expect(page.getByText('您用恢复码进来的')).toBeVisible()
  await expect(mine).toContainText('还有 9 个没用过')
  await mine.getByRole('button', { name: '换身份验证器' }).click()
  await page.getByRole('dialog').getByLabel('口令').fill(password)
  await page.getByRole('dialog').getByRole('button', { name: '换身份验证器' }).click()
  await expect(page.getByRole('button', { name: '换成这个' })).toBeVisible()
  await expectNoBarriers(page, 'authenticator')
  await sendWithCode(page, '换成这个', async () => expect(codes).toHaveCount(10, { timeout: 3000 }))
  await page.getByRole('button', { name: '收好了' }).click()
  await expect(page.getByText('您用恢复码进来的')).toBeHidden()
  await expect(mine).toContainText('还有 10 个没用过')
})

test('The security administrator lets in whoever was shut out for wrong codes', async ({ sit, page, playwright, baseURL }) => {
  await sit('security_administrator', city)
  const { phone, role } = await newcomer(page.request, baseURL!, '安小锁')
  const request = await playwright.request.newContext({ baseURL: baseURL!, extraHTTPHeaders: { origin: baseURL! } })
  const sent = await (await request.post('/api/v1/sign-in/code', { data: { phone } })).json()
  await request.post('/api/v1/sign-in', { data: { phone, code: sent.demo_code } })
  const right = await (await request.get('/api/v1/demo/totp')).json()
  const wrong = right.code === '000000' ? '000001' : '000000'
  for (let i = 0; i < 5; i++) await request.post('/api/v1/officer-session', { data: { role, totp: wrong } })
  expect((await request.post('/api/v1/officer-session', { data: { role, totp: right.code } })).status()).toBe(429)

  await page.goto('/office/')
  await expect(page.getByRole('heading', { level: 1, name: '安全管理员' })).toBeVisible()
  const line = card(page, '试错太多、暂时进不来的人').getByRole('row', { name: /安\*锁/ })
  await expect(line).toContainText('5 次')
  await expectNoBarriers(page, 'lock-outs')
  await line.getByRole('button', { name: '解开' }).click()
  await expect(line).toBeHidden()

  const totp = await (await request.get('/api/v1/demo/totp')).json()
  expect((await request.post('/api/v1/officer-session', { data: { role, totp: totp.code } })).status()).toBe(201)
  await request.dispose()
})

test('An appointment until a day says so wherever it is shown', async ({ sit, page }) => {
  await sit('security_administrator', city)
  await page.goto('/office/officers')
  await page.getByRole('button', { name: '任命' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('姓名').fill('安小期')
  await dialog.getByLabel('手机号').fill(`1267${String(Date.now()).slice(-7)}`)
  await dialog.getByLabel('职务').selectOption('steward')
  await dialog.getByLabel('做到哪天').fill('2020-01-01')
  await dialog.getByRole('button', { name: '任命', exact: true }).click()
  await expect(dialog.getByText('这一天已经过去了')).toBeVisible()
  await dialog.getByLabel('做到哪天').fill('2099-12-31')
  await dialog.getByRole('button', { name: '任命', exact: true }).click()
  await dialog.getByRole('button', { name: '扫好了' }).click()
  const line = page.getByRole('listitem').filter({ hasText: '到 2099年12月31日' }).last()
  const next = page.getByRole('button', { name: '下一页', disabled: false })
  const rows = page.getByRole('main').getByRole('listitem')
  for (;;) {
    await expect(line.or(next).first()).toBeVisible()
    if (await line.isVisible()) break
    const first = (await rows.first().textContent())!
    await next.click()
    await expect(rows.first()).not.toHaveText(first)
  }
  await expect(line).toContainText('安*期')
})

test('The system administrator finds an account, closes it and opens it again', async ({ sit, page, baseURL }) => {
  await sit('security_administrator', city)
  const { phone } = await newcomer(page.request, baseURL!, '安小关')
  await page.context().clearCookies()
  await sit('system_administrator', city)
  await page.goto('/office/')
  await expect(page.getByRole('heading', { level: 1, name: '系统管理员' })).toBeVisible()
  await expect(card(page, '运行').getByRole('row')).not.toHaveCount(0)
  await expect(card(page, '运行').getByRole('cell', { name: /^[a-z -]+$/ })).toHaveCount(0) // each round has its name
  await page.getByRole('button', { name: '查账号' }).click()
  await expect(page.getByLabel('姓名')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '查账号' }).click()
  const line = page.getByRole('row', { name: /安\*关/ })
  await line.getByRole('button', { name: '关账号' }).click()
  await expect(page.getByRole('dialog')).toContainText('再也登录不了')
  await expectNoBarriers(page, 'closure')
  await page.getByRole('dialog').getByRole('button', { name: '关账号' }).click()
  await expect(line).toContainText('关了')
  await line.getByRole('button', { name: '重新打开' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '重新打开' }).click()
  await expect(line).toContainText('能登录')
})

test('The audit administrator narrows the trail to a person, proves it and saves it', async ({ sit, page }) => {
  await sit('audit_administrator', city)
  await page.goto('/office/audit')
  await page.getByLabel('哪一类').selectOption('sign_in')
  const first = page.locator('tbody tr').first().getByRole('button')
  const name = await first.textContent()
  await first.click()
  await expect(page.getByRole('button', { name: `只看${name}的` })).toBeVisible()
  await page.getByRole('button', { name: '核对全部记录' }).click()
  await expect(page.getByRole('status').filter({ hasText: '没有被动过' })).toBeVisible()
  await expectNoBarriers(page, 'proof')
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: '存成表（CSV）' }).click()
  expect((await saved).suggestedFilename()).toBe('审计记录.csv')
})

for (const [role, place, heading] of [
  ['system_administrator', '系统管理', '系统管理员'],
  ['security_administrator', '安全管理', '安全管理员'],
  ['audit_administrator', '审计', '审计记录'],
] as const) {
  test(`The ${role} has a home of her own and nothing of the union's business`, async ({ sit, page }) => {
    await sit(role, city)
    await page.goto('/office/')
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    const pages = page.getByRole('navigation', { name: '页面' })
    await expect(pages.getByRole('link', { name: place })).toHaveAttribute('aria-current', 'page')
    await expect(page.getByRole('tree')).toHaveCount(0)
    await expect(pages.getByRole('link', { name: '会员' })).toHaveCount(0)
    await expectFits(page, role)
    const members = await page.request.post('/api/v1/member-searches', { data: {} })
    expect([403, 415, 422]).toContain(members.status())
    await page.goto('/office/members')
    await expect(page.getByRole('heading', { name: '找不到这一页' })).toBeVisible()
    await speak(page, 'zh-CN')
  })
}
