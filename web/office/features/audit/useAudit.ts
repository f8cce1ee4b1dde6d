import type { Problem, Schemas } from '@unionhall/shared/api/client'
import { usePages } from '@unionhall/shared/use/usePages'
import { computed, reactive, ref } from 'vue'
import { auditApi, type AuditApi, type AuditEvent, type AuditFilter } from './api'

/** The trail by kind, person and days; its proof, and the same list as a table. */
export function useAudit(api: AuditApi = auditApi) {
  const wanted = reactive({ kind: '', from: '', until: '' })
  const person = ref<NonNullable<AuditEvent['actor']>>()
  const filter = computed<AuditFilter>(() => ({
    ...(wanted.kind ? { kind: wanted.kind } : {}),
    ...(person.value ? { actor: person.value.account } : {}),
    ...(wanted.from ? { from: wanted.from } : {}),
    ...(wanted.until ? { until: wanted.until } : {}),
  }))
  const pages = usePages(filter, api.events)

  const busy = ref(false)
  const refused = ref<Problem>()
  const proof = ref<Schemas['AuditProof']>()

  async function prove() {
    busy.value = true
    const result = await api.prove()
    busy.value = false
    refused.value = result.ok ? undefined : result.problem
    if (result.ok) proof.value = result.value
  }

  /** The table, or nothing; then `refused` says why. */
  async function table() {
    busy.value = true
    const result = await api.table(filter.value)
    busy.value = false
    refused.value = result.ok ? undefined : result.problem
    return result.ok ? result.value : undefined
  }

  return { wanted, person, filter, ...pages, busy, refused, proof, prove, table }
}
