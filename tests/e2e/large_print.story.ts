import { city, expect, test } from './desk'

test('Large print is chosen beside the language, by keyboard too, and stays on this device', async ({ sit }) => {
  const page = await sit('chair', city)
  const html = page.locator('html')
  const letters = () => page.locator('main td').first().evaluate(cell => parseFloat(getComputedStyle(cell).fontSize))
  await expect(page.locator('main td').first()).toBeVisible()
  const usual = await letters()
  await page.locator('button.person').press('Enter')
  await page.getByRole('button', { name: '大字' }).press('Enter')
  await expect(html).toHaveAttribute('data-size', 'desk-large')
  expect(await letters()).toBeGreaterThanOrEqual(usual * 1.25)

  await page.reload()
  await expect(html).toHaveAttribute('data-size', 'desk-large')
  await page.goto('/office/settings')
  await expect(page.getByRole('radio', { name: /^大字/ })).toBeChecked()
  await page.getByRole('radio', { name: '标准', exact: true }).check()
  await expect(html).toHaveAttribute('data-size', 'desk')
  await page.reload()
  await expect(page.getByRole('radio', { name: '标准', exact: true })).toBeChecked()
})
