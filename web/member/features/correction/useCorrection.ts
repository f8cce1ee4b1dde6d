import { personFields } from '@unionhall/shared/text/fields'
import { useSend } from '@unionhall/shared/use/useSend'
import { reactive, ref } from 'vue'
import type { MyRecord } from '../record/api'
import { correctionApi, type CorrectionApi, type Corrections } from './api'

export type CorrectedField = Exclude<keyof Corrections, 'words'>

/** What she may speak of, each with the code set of its words. */
export const correctedFields: readonly { key: CorrectedField; set?: string }[] = [{ key: 'name' }, { key: 'phone' }, { key: 'category', set: 'occupation' }, ...personFields]

/** As it stands; a phone is masked, so its new one begins empty. */
export function nowOf({ person, membership }: MyRecord, field: CorrectedField): string {
  if (field === 'phone') return person.phone_masked
  return (field === 'category' ? membership?.category : person[field]) ?? ''
}

/** Fields that she has opened to write them anew, and what she says besides. */
export function useCorrection(record: () => MyRecord, api: CorrectionApi = correctionApi) {
  const form = reactive<Partial<Record<CorrectedField, string>>>({})
  const words = ref('')
  const nothing = ref(false)
  const { sending, problem, faults, send } = useSend(api.send)

  const begin = (field: CorrectedField) => (field === 'phone' ? '' : nowOf(record(), field))

  function open(field: CorrectedField) {
    form[field] = begin(field)
  }

  function leave(field: CorrectedField) {
    delete form[field]
  }

  /** Only what differs. What she empties is no longer so; an empty phone says nothing, since its field begins empty. */
  function said(): Corrections {
    const changed = (Object.entries(form) as [CorrectedField, string][]).filter(([field, text]) => text.trim() !== begin(field))
    const fields: Corrections = Object.fromEntries(changed.map(([field, text]) => [field, text.trim()]))
    return words.value.trim() === '' ? fields : { ...fields, words: words.value.trim() }
  }

  /** The id of the case. */
  async function tell(): Promise<string | undefined> {
    const all = said()
    nothing.value = Object.keys(all).length === 0
    if (nothing.value) return undefined
    return (await send(all))?.id
  }

  return { form, words, nothing, sending, problem, faults, open, leave, tell }
}
