import { checkTexts } from '@unionhall/shared/text/textChecks'
import { describe } from 'vitest'
import { messages } from './i18n'

describe('the texts', () => checkTexts(messages()))
