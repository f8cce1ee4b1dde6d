import { ref, type Ref } from 'vue'
import { api, ask, newIdempotencyKey, type Problem } from '../api/client'
import { upload, type Upload } from '../api/upload'

type Send = (url: string, file: File, headers: Record<string, string>, sent: (bytes: number) => void) => Upload<unknown>

/** Attaches files to a case, one after the other, and takes one's own back. `changed` runs after each that arrived. */
export function useAttachments(caseId: Ref<string>, changed: () => void, send: Send = upload) {
  const current = ref<File>()
  /** Of the current file, 0 to 1. */
  const share = ref(0)
  const problem = ref<Problem>()
  let going: Upload<unknown> | undefined
  let stopped = false

  /** Stops at the first that is refused; those before it stay. */
  async function add(files: File[], inside: boolean) {
    if (current.value) return
    problem.value = undefined
    stopped = false
    for (const file of files) {
      current.value = file
      share.value = 0
      const query = new URLSearchParams({ name: file.name, ...(inside ? { inside: '1' } : {}) })
      going = send(`/api/v1/cases/${caseId.value}/attachments?${query}`, file, { 'Idempotency-Key': newIdempotencyKey(), 'Accept-Language': document.documentElement.lang }, sent => {
        share.value = file.size > 0 ? sent / file.size : 1
      })
      const result = await going.done
      if (result.ok) changed()
      else if (!stopped) problem.value = result.problem
      if (!result.ok) break
    }
    current.value = undefined
  }

  function stop() {
    stopped = true
    going?.stop()
  }

  async function takeBack(attachment: string) {
    const result = await ask(api.DELETE('/cases/{id}/attachments/{attachment}', { params: { path: { id: caseId.value, attachment } } }))
    problem.value = result.ok ? undefined : result.problem
    if (result.ok) changed()
  }

  return { current, share, problem, add, stop, takeBack }
}
