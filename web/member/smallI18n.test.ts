import { expect, it } from 'vitest'
import { createI18n, useI18n } from './smallI18n'

it('Texts are found by key, in the language of the page, with their values', () => {
  createI18n({ locale: 'en', fallbackLocale: 'zh-CN', messages: { 'zh-CN': { a: { b: '{n} 位：{n}{s}', only: '只有中文' } }, en: { a: { b: '{n} of {s}' } } } })
  const { t, te, locale } = useI18n()
  expect(t('a.b', { n: 0, s: '' })).toBe('0 of ')
  expect(t('a.b', { n: 1 })).toBe('1 of {s}')
  expect([t('a.only'), te('a.only')]).toEqual(['只有中文', false])
  expect([t('a.none'), t('a')]).toEqual(['a.none', 'a'])
  locale.value = 'zh-CN'
  expect(useI18n().t('a.b', { n: 2, s: 'x' })).toBe('2 位：2x')
})
