import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { api, ask, type Result } from '../api/client'

export interface Suggestion {
  category: string
  label: string
  /** The words that decided. */
  because: string[]
}

type Ask = (words: string) => Promise<Result<Partial<Suggestion>>>

const suggest: Ask = words => ask(api.POST('/appeal-suggestions', { body: { words } }))

/** What the words of an appeal seem to be about, asked once the typing pauses. Nothing where they say nothing, or nobody can be asked. */
export function useSuggestion(words: Ref<string>, asked: Ask = suggest, pauseMs = 500) {
  const suggestion = shallowRef<Suggestion>()
  let pause: ReturnType<typeof setTimeout> | undefined

  async function look(text: string) {
    const result = await asked(text)
    if (text !== words.value.trim()) return // somebody has written on since
    const { category, label, because } = result.ok ? result.value : {}
    suggestion.value = category && label ? { category, label, because: because ?? [] } : undefined
  }

  watch(
    words,
    now => {
      clearTimeout(pause)
      const text = now.trim()
      if (text.length < 2) return void (suggestion.value = undefined)
      pause = setTimeout(() => void look(text), pauseMs)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(pause))
  return { suggestion }
}
