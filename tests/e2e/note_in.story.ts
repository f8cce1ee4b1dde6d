import type { Page } from '@playwright/test'
import { city, complaints, expect, expectFits, expectNoBarriers, speak, test } from './desk'
import { noteOf } from './notes'
import { idNumber } from './people'

const sizes = [{ width: 1440, height: 900 }, { width: 390, height: 844 }]

async function whole(page: Page, where: string) {
  for (const size of sizes) {
    await page.setViewportSize(size)
    await expectNoBarriers(page, `${where} ${size.width}`)
    await expectFits(page, `${where} ${size.width}`)
  }
  await page.setViewportSize(sizes[0]!)
}

test('A note from elsewhere is handed in at the desk: what it says is shown, a changed one is refused, a signed one goes to the union', async ({ sit }) => {
  const page = await sit('chair', city)
  const said = complaints(page)
  await page.getByRole('link', { name: '待办' }).first().click()
  await page.getByRole('link', { name: '交转会凭证' }).click()
  const note = page.getByLabel('转会凭证', { exact: true })
  const send = page.getByRole('button', { name: '交凭证' })
  await send.press('Enter')
  await expect(note).toBeFocused()
  await expect(page.getByText('选凭证文件，或把内容贴进来')).toBeVisible()
  await note.fill('赵冬生同志的会籍转往咸阳')
  await expect(page.getByText('这不是转会凭证，把凭证文件的全部内容贴进来')).toBeVisible()

  // Somebody has written another name into it.
  await note.fill(noteOf({ name: '赵春生' }))
  const says = page.getByRole('status', { name: '凭证上写的' })
  for (const fact of ['赵春生', '锦江区家政工会', '成都市总工会', '2015-05-01', '凭证被改动过，和签名对不上，不会收。请原工会重新开一张。']) await expect(says.getByText(fact)).toBeVisible()
  await page.getByLabel('证件号码', { exact: true }).fill(idNumber('19470302', '411'))
  await page.getByLabel('本人手机号').fill('12699990411')
  await send.press('Enter')
  const agreed = page.getByRole('checkbox', { name: /已经在纸上签字同意/ })
  await expect(agreed).toBeFocused()
  await expect(page.getByText('先请本人在纸上同意，再勾选')).toBeVisible()
  await agreed.press('Space')
  await send.press('Enter')
  await expect(page.getByText('凭证被改动过，和签名对不上。请原工会重新开一张')).toBeVisible()
  await expect(note).toBeFocused()
  await whole(page, 'a changed note')

  // The file as the old union gave it out.
  await page.getByLabel('选凭证文件').setInputFiles({ name: '8K3T-92QF-M4XW.json', mimeType: 'application/json', buffer: Buffer.from(`${noteOf()}\n`) })
  await expect(says.getByText('赵冬生')).toBeVisible()
  await expect(says.getByText('签名核对无误。')).toBeVisible()
  await send.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: /赵/ })).toBeVisible()
  await expect(page.getByText('凭证已验，等工会接收').first()).toBeVisible()
  await expect(page.getByText('核对无误')).toBeVisible()
  await whole(page, 'the case of a note')
  expect(said).toEqual([])
})

test('A note that is over says so before it is sent, and one whose issuer nobody knows is verified by hand, in English', async ({ sit }) => {
  const page = await sit('chair', city)
  await speak(page, 'en')
  await page.goto('/office/transfer-notes/new')
  const note = page.getByLabel('Transfer note', { exact: true })
  await note.fill(noteOf({ valid_until: '2020-01-31' }))
  await expect(page.getByText('The note has run out. Ask the old union for another.')).toBeVisible()
  const code = String(Date.now()).slice(-8)
  await note.fill(noteOf({ issuer: '530100', issuer_name: '昆明市总工会', code, name: '杨秋月' }))
  await expect(page.getByText('昆明市总工会')).toBeVisible()
  await expect(page.getByText('Who issued it is not known here.')).toBeVisible()
  await whole(page, 'a note of somebody unknown, en')
  await page.getByLabel('Number of the document').fill(idNumber('19470304', '422'))
  await page.getByLabel('Phone of the person').fill('12699990422')
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Hand in the note' }).click()
  await expect(page.getByText('To be verified by hand: the signature is none that we know').first()).toBeVisible()
  await speak(page, 'zh-CN')
})
