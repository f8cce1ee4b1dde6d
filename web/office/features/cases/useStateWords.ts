import { useI18n } from 'vue-i18n'

/** How a state is called at the desk, where the server's words speak to whoever asked. */
export function useStateWords() {
  const { t, te } = useI18n()

  return (type: string, state: string, label: string) => {
    const own = `cases.stateOf.${type}.${state}`
    return te(own) ? t(own) : label
  }
}
