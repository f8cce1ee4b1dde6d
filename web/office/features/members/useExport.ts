import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { Problem } from '@unionhall/shared/api/client'
import { useSend } from '@unionhall/shared/use/useSend'
import { exportFileUrl, membersApi, type Export, type ExportWanted, type MembersApi } from './api'

/** Has a list written into a file on the server and follows it until it can be saved. */
export function useExport(api: MembersApi = membersApi, everyMs = 800) {
  const now = shallowRef<Export>()
  const lost = ref<Problem>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let gone = false

  const { sending, problem, send, forget } = useSend((wanted: ExportWanted, key) => api.beginExport(wanted, key))

  async function begin(wanted: ExportWanted) {
    const made = await send(wanted)
    if (made && !gone) await follow(made.id)
  }

  async function follow(id: string) {
    const result = await api.exportNow(id)
    if (gone) return
    lost.value = result.ok ? undefined : result.problem
    if (result.ok) now.value = result.value
    // An answer that did not come is asked for again; the server goes on meanwhile.
    const settled = result.ok ? result.value.state !== 'running' : result.problem.status >= 400
    if (!settled) timer = setTimeout(() => void follow(id), result.ok ? everyMs : 5 * everyMs)
  }

  function reset() {
    clearTimeout(timer)
    now.value = undefined
    lost.value = undefined
    forget()
  }

  onScopeDispose(() => {
    gone = true
    clearTimeout(timer)
  })

  const fileUrl = computed(() => (now.value?.state === 'done' ? exportFileUrl(now.value.id) : undefined))
  return { now, sending, problem, lost, fileUrl, begin, reset }
}
