// What our pages use of vue-i18n, in 1 KB instead of 20: the build puts this in its place (vite.config.ts), since whoever
// scans a code at a door pays for every one. Keys with dots, named values in braces; no plurals, links or markup, which
// texts.test.ts holds the texts to.
import { ref, type Ref } from 'vue'

type Words = { [key: string]: string | Words }
type Values = Record<string, unknown>

interface Options {
  locale: string
  fallbackLocale: string
  messages: Record<string, Words>
}

let locale: Ref<string>
let messages: Options['messages'] = {}
let fallback = ''

export function createI18n(options: Options) {
  locale = ref(options.locale)
  messages = options.messages
  fallback = options.fallbackLocale
  return { global: { ...useI18n(), mergeLocaleMessage: (language: string, more: Words) => void Object.assign(messages[language]!, more) }, install: () => undefined }
}

export function useI18n() {
  return { locale, t, te }
}

function te(key: string) {
  return textOf(locale.value, key) !== undefined
}

/** The key itself where nobody has given it words. */
function t(key: string, values: Values = {}) {
  const text = textOf(locale.value, key) ?? textOf(fallback, key) ?? key
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole))
}

function textOf(language: string, key: string): string | undefined {
  let here: string | Words | undefined = messages[language]
  for (const part of key.split('.')) here = typeof here === 'object' ? here[part] : undefined
  return typeof here === 'string' ? here : undefined
}
