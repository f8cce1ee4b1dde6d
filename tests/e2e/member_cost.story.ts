import { expect, test } from './member'

test('A scanned link costs at most 100 KB on the first visit', async ({ page }) => {
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  let bytes = 0
  client.on('Network.loadingFinished', event => (bytes += event.encodedDataLength))
  await page.goto('/j/8K3T-92QF')
  await expect(page.locator('h1')).toBeVisible()
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.waitForLoadState('networkidle')
  test.info().annotations.push({ type: 'bytes', description: String(bytes) })
  expect(bytes).toBeGreaterThan(20_000) // it was measured at all
  expect(bytes).toBeLessThanOrEqual(100 * 1024)
})
