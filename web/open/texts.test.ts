import { checkTexts } from '@unionhall/shared/text/textChecks'
import { describe } from 'vitest'
import { texts as owner } from './owner/texts'
import { texts as results } from './results/texts'
import { texts as stations } from './stations/texts'
import { texts } from './texts'

const both = (language: 'zh-CN' | 'en') => ({ ...texts[language], results: results[language], stations: stations[language], owner: owner[language] })

describe('the texts', () => checkTexts({ 'zh-CN': both('zh-CN'), en: both('en') }))
