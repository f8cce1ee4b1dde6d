import { useLanguage } from '../ui/useLanguage'
import { sayIn, type Say } from './words'

/** What every page says of a station, in the language that its app speaks now. */
export function useSay(): Say {
  const language = useLanguage()
  return (key, values) => sayIn(language.value)(key, values)
}
