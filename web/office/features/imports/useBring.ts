import { computed, onScopeDispose, ref } from 'vue'
import { newIdempotencyKey, type Problem } from '@unionhall/shared/api/client'
import { bring, type ImportKind, type NewImport } from './api'

const tables = ['.xlsx', '.csv']
/** What a kind is read from beside tables. */
const others: Partial<Record<ImportKind, string[]>> = { stations: ['.geojson', '.json'] }

export function acceptedFiles(kind: ImportKind) {
  return [...tables, ...(others[kind] ?? [])]
}

/** Why a file would be refused before it is sent. The server has the last word about what is in it. */
export function faultOf(file: File, kind: ImportKind): 'empty' | 'old_xls' | 'kind' | undefined {
  const name = file.name.toLowerCase()
  if (name.endsWith('.xls')) return 'old_xls'
  if (!acceptedFiles(kind).some(ending => name.endsWith(ending))) return 'kind'
  if (file.size === 0) return 'empty'
  return undefined
}

/** Sends a file and tells how much of it has left. The same file sent again repeats its key, so it is imported once. */
export function useBring(language: () => string, send: typeof bring = bring) {
  const sending = ref(false)
  const sent = ref(0)
  const total = ref(0)
  const problem = ref<Problem>()
  let stopSending: (() => void) | undefined
  let key = newIdempotencyKey()
  let lastSent: string | undefined

  async function begin(wanted: NewImport): Promise<string | undefined> {
    if (sending.value) return undefined
    const { file } = wanted
    const content = [wanted.kind, wanted.org, wanted.department, file.name, file.size, file.lastModified].join('\n')
    if (lastSent !== undefined && lastSent !== content) key = newIdempotencyKey()
    lastSent = content
    sending.value = true
    problem.value = undefined
    sent.value = 0
    total.value = file.size
    let stopped = false
    const { done, stop } = send(wanted, key, language(), bytes => (sent.value = bytes))
    stopSending = () => {
      stopped = true
      stop()
    }
    const result = await done
    sending.value = false
    stopSending = undefined
    if (result.ok) {
      key = newIdempotencyKey()
      return result.value.id
    }
    if (!stopped) problem.value = result.problem
    return undefined
  }

  const share = computed(() => (total.value === 0 ? 0 : Math.min(1, sent.value / total.value)))
  const stop = () => stopSending?.()
  onScopeDispose(stop)
  return { sending, sent, total, share, problem, begin, stop }
}
