import { checkTexts } from '@unionhall/shared/text/textChecks'
import { describe, expect, it } from 'vitest'
import { en, zh } from './features/stations/texts'
import { messages } from './i18n'

const { 'zh-CN': first, en: second } = messages()
const all = { 'zh-CN': { ...first, ...zh }, en: { ...second, ...en } }

describe('the texts', () => {
  checkTexts(all)

  it('use nothing that smallI18n leaves out', () => {
    const beyond = Object.values(all).flatMap(texts => JSON.stringify(texts).match(/[^"]*( \| |@[.:]|<\w)[^"]*/g) ?? [])
    expect(beyond).toEqual([])
  })
})
