import { useSend } from '@unionhall/shared/use/useSend'
import { computed, reactive, ref } from 'vue'
import { appealsApi, type AppealsApi, type Channel, type Kind, type NewAppeal } from './api'

export interface Draft {
  channel: Channel
  caller: string
  phone: string
  words: string
  org: { id: string; name: string } | undefined
  place: string
  kind: Kind
  category: string
  urgent: boolean
  nameless: boolean
}

export interface Filed {
  id: string
  /** Told to the caller. Nothing where it is out of this desk's sight. */
  number: string | undefined
  words: string
  at: string
}

/** Writes down one call after the other; what was filed last stays in sight, for its number is told to the caller. */
export function useIntake(channel: Channel, api: Pick<AppealsApi, 'file' | 'open'> = appealsApi) {
  const blank = (): Draft => ({ channel, caller: '', phone: '', words: '', org: undefined, place: '', kind: 'demand', category: '', urgent: false, nameless: false })
  const draft = reactive<Draft>(blank())
  const tried = ref(false)
  const filed = ref<Filed[]>([])
  const { sending, problem, faults, send, forget } = useSend<NewAppeal, { id: string }>((body, key) => api.file(body, key))

  /** What is missing; what is wrong the server says. */
  const missing = computed(() => (['words', 'org'] as const).filter(field => (field === 'org' ? !draft.org : draft.words.trim().length < 2)))

  function bodyOf({ channel: came, caller, phone, words, org, place, kind, category, urgent, nameless }: Draft): NewAppeal {
    return {
      type: 'appeal',
      for_another: true,
      channel: came,
      words: words.trim(),
      org: org!.id,
      kind,
      urgent,
      nameless,
      ...(caller.trim() ? { caller: caller.trim() } : {}),
      ...(phone.trim() ? { phone: phone.trim() } : {}),
      ...(place.trim() ? { place: place.trim() } : {}),
      ...(category ? { category } : {}),
    }
  }

  /** Whether the form is ready for the next call. */
  async function file(): Promise<boolean> {
    tried.value = true
    if (missing.value.length > 0 || sending.value) return false
    const { words } = draft
    const made = await send(bodyOf(draft))
    if (!made) return false
    const now = await api.open(made.id)
    filed.value = [{ id: made.id, number: now.ok ? now.value.number : undefined, words, at: new Date().toISOString() }, ...filed.value]
    clear()
    return true
  }

  /** The way it came in stays: the next call comes by the same. */
  function clear() {
    Object.assign(draft, blank(), { channel: draft.channel })
    tried.value = false
    forget()
  }

  return { draft, tried, missing, filed, sending, problem, faults, file, clear }
}
