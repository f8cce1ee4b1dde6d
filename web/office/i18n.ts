import { en as sharedEn, zh as sharedZh } from '@unionhall/shared/text/texts'
import type { Language } from '@unionhall/shared/text/times'
import { en as wordsEn, zh as wordsZh } from '@unionhall/shared/text/words'
import { createI18n } from 'vue-i18n'
import { features } from './features'
import { en as shellEn, zh as shellZh } from './shell/texts'
import { remembered } from '@unionhall/shared/use/remembered'

export function messages() {
  const zh = Object.assign({ words: wordsZh }, sharedZh, shellZh, ...features.map(f => f.texts.zh)) as { words: typeof wordsZh } & typeof sharedZh & typeof shellZh
  const en = Object.assign({ words: wordsEn }, sharedEn, shellEn, ...features.map(f => f.texts.en)) as typeof zh
  return { 'zh-CN': zh, en }
}

export const i18n = createI18n({
  legacy: false,
  locale: remembered<Language>('language', ['zh-CN', 'en'], 'zh-CN'),
  fallbackLocale: 'zh-CN',
  messages: messages(),
})
