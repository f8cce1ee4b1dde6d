import { useSend } from '@unionhall/shared/use/useSend'
import { computed, reactive, ref } from 'vue'
import { joiningApi, type Group, type IdType, type JoiningApi, type NewJoining } from './api'

export interface Draft {
  name: string
  id_type: IdType
  id_number: string
  phone: string
  category: '' | Group
  employer: string
  org: { id: string; name: string } | undefined
  /** She agreed on paper. */
  consented: boolean
}

/** An application to join, filled in by an officer for somebody without a phone at hand. */
export function useFillIn(org: Draft['org'], api: JoiningApi = joiningApi) {
  const draft = reactive<Draft>({ name: '', id_type: 'resident_id', id_number: '', phone: '', category: '', employer: '', org, consented: false })
  const tried = ref(false)
  const { sending, problem, faults, send } = useSend<NewJoining, { id: string }>((body, key) => api.file(body, key))

  /** What is missing; what is wrong the server says. */
  const missing = computed(() => (['name', 'id_number', 'phone', 'org', 'consented'] as const).filter(field => !draft[field]))

  /** The id of the case. */
  async function file(): Promise<string | undefined> {
    tried.value = true
    if (missing.value.length > 0) return undefined
    const { name, id_type, id_number, phone, category, employer, consented } = draft
    const made = await send({
      type: 'joining',
      for_another: true,
      name,
      id_type,
      id_number,
      phone,
      org: draft.org!.id,
      consented,
      ...(category ? { category } : {}),
      ...(employer ? { employer } : {}),
    })
    return made?.id
  }

  return { draft, tried, missing, sending, problem, faults, file }
}
