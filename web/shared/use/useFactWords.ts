import { useI18n } from 'vue-i18n'
import { codeSetOf } from '../text/fields'
import { useCodes } from './useCodes'

/** What is stored in a field, as people say it; empty where nobody said. */
export function useFactWords() {
  const { t } = useI18n({ useScope: 'global' })
  const codes = useCodes()
  return (field: string, stored: string | undefined) => {
    if (!stored) return ''
    if (field === 'migrant') return t(stored === 'yes' ? 'ui.yes' : 'ui.no')
    const set = codeSetOf[field]
    return set ? codes.label(set, stored) : stored
  }
}
