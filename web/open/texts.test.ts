import { checkTexts } from '@unionhall/shared/text/textChecks'
import { describe } from 'vitest'
import { texts } from './texts'

describe('the texts', () => checkTexts(texts))
