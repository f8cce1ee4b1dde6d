import { useSend } from '@unionhall/shared/use/useSend'
import { computed, reactive, ref } from 'vue'
import { transfersApi, type IdType, type NewTransferIn, type TransfersApi } from './api'
import { readNote } from './note'

export interface Draft {
  /** The whole document, as it was pasted or read from a file. */
  note: string
  id_type: IdType
  id_number: string
  phone: string
  org: { id: string; name: string } | undefined
  /** She agreed on paper. */
  consented: boolean
}

/** The note of somebody who comes from elsewhere, handed in by an officer of her new union. */
export function useNoteIn(api: TransfersApi = transfersApi) {
  const draft = reactive<Draft>({ note: '', id_type: 'resident_id', id_number: '', phone: '', org: undefined, consented: false })
  const tried = ref(false)
  const { sending, problem, faults, send } = useSend<NewTransferIn, { id: string }>((body, key) => api.handIn(body, key))

  const says = computed(() => readNote(draft.note))
  const missing = computed(() => (['note', 'org', 'id_number', 'phone', 'consented'] as const).filter(field => !draft[field]))

  /** The id of the case. */
  async function file(): Promise<string | undefined> {
    tried.value = true
    if (missing.value.length > 0 || !says.value) return undefined
    const { note, id_type, id_number, phone, org, consented } = draft
    const made = await send({ type: 'transfer_in', for_another: true, org: org!.id, note, id_type, id_number, phone, consented })
    return made?.id
  }

  return { draft, tried, says, missing, sending, problem, faults, file }
}
