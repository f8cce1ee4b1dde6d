// A signed-in member says what is wrong in her record.
import { chooseHow, complaints, expect, expectFits, expectNoBarriers, test } from './member'

test('A member asks for a correction of what is wrong, and sees what becomes of it', async ({ hold, baseURL }) => {
  const page = await hold('/record')
  const said = complaints(page)
  await page.getByRole('link', { name: '有不对的，请工会改' }).click()
  await page.getByRole('button', { name: '告诉工会' }).click()
  await expect(page.getByText('哪里不对？改一项，或者写一句')).toBeVisible()
  await expectNoBarriers(page, 'nothing is wrong')
  for (const language of ['en', 'zh-CN'] as const) {
    for (const print of ['large', 'usual'] as const) {
      await chooseHow(page, language, print, baseURL!)
      await page.goto('/correction')
      await page.getByRole('button', { name: /^(Change: Phone|改手机号)$/ }).click()
      await expectNoBarriers(page, `correction ${language} ${print}`)
      await expectFits(page, `correction ${language} ${print}`)
    }
  }
  await page.getByLabel('手机号').fill('123')
  await page.getByRole('button', { name: '告诉工会' }).click()
  await expect(page.getByLabel('手机号')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('手机号')).toBeFocused()
  await page.getByRole('button', { name: '这项不改' }).click()
  await page.getByRole('button', { name: '改工作单位' }).click()
  await expect(page.getByLabel('工作单位')).toBeFocused()
  await page.getByLabel('工作单位').fill('秦风快运')
  await page.getByRole('button', { name: '告诉工会' }).click()

  await expect(page.getByText('已经提交')).toBeVisible()
  await expect(page.getByText('→ 秦风快运')).toBeVisible()
  await expectNoBarriers(page, 'correction under way')
  await page.goto('/correction')
  await page.getByRole('link', { name: '看进度，或者撤回' }).click()
  await expect(page.getByText('→ 秦风快运')).toBeVisible()
  expect(said).toEqual([])
})
