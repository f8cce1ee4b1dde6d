import { i18n } from '../../i18n'
import { en, zh } from './texts'

i18n.global.mergeLocaleMessage('zh-CN', zh)
i18n.global.mergeLocaleMessage('en', en)
