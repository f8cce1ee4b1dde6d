import { onScopeDispose, ref, shallowRef } from 'vue'
import { saveAs, type Received } from '../api/download'
import type { Problem, Result } from '../api/client'

/** Fetches files one at a time and has each saved. `which` names the one; what takes more than a second says how far it is. */
export function useSaved(save: (file: Blob, name: string) => void = saveAs) {
  const fetching = ref<string>()
  const failed = ref<string>()
  const problem = shallowRef<Problem>()
  const slow = ref(false)
  const received = shallowRef<{ bytes: number; of?: number | undefined }>()
  let gone = false
  onScopeDispose(() => (gone = true))

  async function fetch(which: string, name: string, read: (received: Received) => Promise<Result<Blob>>) {
    if (fetching.value !== undefined) return
    fetching.value = which
    failed.value = problem.value = received.value = undefined
    const timer = setTimeout(() => (slow.value = true), 1000)
    const result = await read((bytes, of) => (received.value = { bytes, of }))
    clearTimeout(timer)
    slow.value = false
    fetching.value = undefined
    if (gone) return // whoever has left does not want it any more
    if (result.ok) return save(result.value, name)
    failed.value = which
    problem.value = result.problem
  }

  return { fetching, failed, problem, slow, received, fetch }
}
