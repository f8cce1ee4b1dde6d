import type { Page } from '@playwright/test'
import { expect, test } from './member'

/** What comes over the air until the page rests: all of it, and the script. */
async function meter(page: Page) {
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  const scripts = new Set<string>()
  const bytes = { all: 0, script: 0 }
  client.on('Network.responseReceived', event => event.type === 'Script' && scripts.add(event.requestId))
  client.on('Network.loadingFinished', event => {
    bytes.all += event.encodedDataLength
    if (scripts.has(event.requestId)) bytes.script += event.encodedDataLength
  })
  return bytes
}

test('A scanned link costs at most 100 KB on the first visit', async ({ page }) => {
  const bytes = await meter(page)
  await page.goto('/j/8K3T-92QF')
  await expect(page.locator('h1')).toBeVisible()
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.waitForLoadState('networkidle')
  test.info().annotations.push({ type: 'bytes', description: JSON.stringify(bytes) })
  expect(bytes.all).toBeGreaterThan(20_000) // it was measured at all
  expect(bytes.all).toBeLessThanOrEqual(100 * 1024)
})

test('The first page after signing in costs at most 120 KB of script, all that it loads behind itself with it', async ({ page, hold }) => {
  // The limit is one of gzip; what is newer makes it smaller.
  await page.setExtraHTTPHeaders({ 'Accept-Encoding': 'gzip' })
  const bytes = await meter(page)
  await hold('/')
  await expect(page.getByRole('link', { name: '会员码' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  test.info().annotations.push({ type: 'bytes', description: JSON.stringify(bytes) })
  expect(bytes.script).toBeGreaterThan(20_000)
  expect(bytes.script).toBeLessThanOrEqual(120 * 1024)
})
