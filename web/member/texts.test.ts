import { checkTexts } from '@unionhall/shared/text/textChecks'
import { describe, expect, it } from 'vitest'
import { messages } from './i18n'

const all = messages()

describe('the texts', () => {
  checkTexts(all)

  it('use nothing that smallI18n leaves out', () => {
    const beyond = Object.values(all).flatMap(texts => JSON.stringify(texts).match(/[^"]*( \| |@[.:]|<\w)[^"]*/g) ?? [])
    expect(beyond).toEqual([])
  })
})
