import { api, ask, type Schemas } from '../api/client'
import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'

/** The server's lists of words with their labels, in the language of the page. */
export const useCodes = defineStore('codes', () => {
  const { locale } = useI18n({ useScope: 'global' })
  const sets = ref<Record<string, Schemas['Code'][]>>({})

  async function load() {
    const result = await ask(api.GET('/code-sets'))
    if (result.ok) sets.value = result.value.sets
  }
  watch(locale, load, { immediate: true })

  function list(set: string) {
    return sets.value[set] ?? []
  }

  /** The word itself where the list is not here (yet). */
  function label(set: string, word: string | undefined) {
    if (!word) return ''
    return list(set).find(code => code.word === word)?.label ?? word
  }

  return { list, label, load }
})
