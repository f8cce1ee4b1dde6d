import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { api, ask, type Schemas } from '../api/client'

/** What an appeal may be about, in the language of the page. */
export const useCategories = defineStore('categories', () => {
  const { locale } = useI18n({ useScope: 'global' })
  const all = ref<Schemas['AppealCategory'][]>([])

  async function load() {
    const result = await ask(api.GET('/appeal-categories'))
    if (result.ok) all.value = result.value.items
  }
  watch(locale, load, { immediate: true })

  /** The word itself where the list is not here (yet). */
  function label(word: string) {
    return all.value.find(one => one.word === word)?.label ?? word
  }

  /** With the group it belongs to, where it does not stand for all of it. */
  function whole(word: string) {
    const one = all.value.find(it => it.word === word)
    if (!one) return word
    return one.label === one.group_label ? one.label : `${one.group_label} · ${one.label}`
  }

  /** Its place in the list; last what is not in it. */
  function place(word: string) {
    const at = all.value.findIndex(one => one.word === word)
    return at < 0 ? all.value.length : at
  }

  return { all, label, whole, place }
})
