import type { Say } from '@unionhall/shared/stations/words'
import { useI18n } from 'vue-i18n'

/** What every page says of a station, in this app's language. */
export function useSay(): Say {
  const { t } = useI18n({ useScope: 'global' })
  return (key, values) => t(`words.station.${key}`, values ?? {})
}
