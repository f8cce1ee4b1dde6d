import { useSend } from '@unionhall/shared/use/useSend'
import { computed, reactive, ref } from 'vue'
import { transfersApi, type NewUnionMove, type TransfersApi } from './api'

type Chosen = { id: string; name: string } | undefined

export interface Draft {
  union: Chosen
  org: Chosen
  reason: string
  division: string
  address: string
}

/** The move of a whole union, as an officer of it or of one above asks for it. */
export function useUnionMove(api: TransfersApi = transfersApi) {
  const draft = reactive<Draft>({ union: undefined, org: undefined, reason: '', division: '', address: '' })
  const tried = ref(false)
  const { sending, problem, faults, send } = useSend<NewUnionMove, { id: string }>((body, key) => api.moveUnion(body, key))

  const missing = computed(() => (['union', 'org', 'reason'] as const).filter(field => !draft[field]))

  /** The id of the case. */
  async function file(): Promise<string | undefined> {
    tried.value = true
    if (missing.value.length > 0) return undefined
    const { union, org, reason, division, address } = draft
    const made = await send({
      type: 'union_move',
      union: union!.id,
      org: org!.id,
      reason,
      ...(division ? { division } : {}),
      ...(address ? { address } : {}),
    })
    return made?.id
  }

  return { draft, tried, missing, sending, problem, faults, file }
}
