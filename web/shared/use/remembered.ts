// What this browser remembers of how the pages are shown. Nothing about anybody.
import { ref, watch, type Ref } from 'vue'

const prefix = 'unionhall.'

export function remembered<Word extends string>(name: string, words: readonly Word[], otherwise: Word): Word {
  try {
    const kept = localStorage.getItem(prefix + name) as Word | null
    return kept !== null && words.includes(kept) ? kept : otherwise
  } catch {
    return otherwise // a browser may forbid its storage
  }
}

export function remember(name: string, word: string) {
  try {
    localStorage.setItem(prefix + name, word)
  } catch {
    // then it is as it was at the next visit
  }
}

export function preference<Word extends string>(name: string, words: readonly Word[], otherwise: Word): Ref<Word> {
  const chosen = ref(remembered(name, words, otherwise)) as Ref<Word>
  watch(chosen, word => remember(name, word))
  return chosen
}
