import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { useSession } from '../../session/useSession'

/**
 * What the list of members was looking for, so that coming back from one of them finds the same page. It stays in
 * memory: words about a person are written to no address and no disk, and go when another officer or role takes the desk.
 */
export const useMemory = defineStore('members', () => {
  const session = useSession()
  const words = ref('')
  const passed = ref<string[]>([])
  let lookedFor = ''

  /** The cursors passed so far belong to what they were read for. */
  function follow(looking: string) {
    if (looking !== lookedFor) passed.value = []
    lookedFor = looking
  }

  watch(
    () => `${session.me?.id} ${session.role?.id}`,
    () => {
      words.value = ''
      passed.value = []
      lookedFor = ''
    },
  )
  return { words, passed, follow }
})
