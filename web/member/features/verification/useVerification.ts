import { keyOf } from '@unionhall/shared/api/client'
import { useSend } from '@unionhall/shared/use/useSend'
import { computed, reactive, ref } from 'vue'
import type { IdType } from '../join/api'
import { faultOf, readIdDocument, type Fault } from '../join/idDocument'
import { verificationApi, type VerificationApi } from './api'

/** Saying that a collected record is mine: name and document, and what came of it. */
export function useVerification(api: VerificationApi = verificationApi) {
  const form = reactive({ name: '', idType: 'resident_id' as IdType, idNumber: '' })
  const looked = ref(false)
  const { sending, problem, faults: refused, send } = useSend(api.verify)
  /** Verified; or the case in which it waits for the phone on record, or for the union. */
  const outcome = ref<{ waitsIn?: string }>()

  const document = computed(() => readIdDocument(form.idType, form.idNumber))
  const missing = computed(() => {
    const found: Partial<Record<'name' | 'id_number', Fault>> = {}
    if (form.name.trim() === '') found.name = { key: 'join.fault.name' }
    if (!document.value.ok) found.id_number = faultOf(document.value)
    return found
  })
  const faults = computed(() => (looked.value ? missing.value : {}))

  /** The first field that is missing something, or nothing. */
  async function verify(): Promise<'name' | 'id_number' | undefined> {
    looked.value = true
    const [first] = Object.keys(missing.value) as ('name' | 'id_number')[]
    if (first || !document.value.ok) return first
    const answer = await send({ name: form.name.trim(), id_type: form.idType, id_number: document.value.value.number })
    if (answer) outcome.value = answer.case ? { waitsIn: answer.case } : {}
    return undefined
  }

  /** Where it goes on for whom the hall did not verify. */
  const way = computed(() => (problem.value ? ways[keyOf(problem.value)] : undefined))

  return { form, faults, refused, sending, problem, outcome, way, verify }
}

const ways: Record<string, 'join' | 'cases'> = {
  'verification.no_match': 'join',
  'verification.claimed_already': 'cases',
}
