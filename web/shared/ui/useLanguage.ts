import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Language } from '../text/times'

/** The language of the page, for words that are made of numbers and dates. */
export function useLanguage() {
  const { locale } = useI18n({ useScope: 'global' })
  return computed(() => locale.value as Language)
}
