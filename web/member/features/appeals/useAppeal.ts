import { useSend } from '@unionhall/shared/use/useSend'
import { computed, reactive, ref, watch } from 'vue'
import { draftOf, dropDraft, keepDraft } from '../unsent/draft'
import { appealsApi, type AppealsApi, type NewAppeal } from './api'

/** Who may know of it: the union asked, without her name, or nobody at the union asked and below. */
export type Discretion = 'open' | 'nameless' | 'hidden'

export interface Union {
  id: string
  name: string
}

interface Draft {
  words: string
  place: string
  /** Chosen by her; empty: as the words suggest. */
  category: string
  urgent: boolean
  discretion: Discretion
  union?: Union
}

const begun: Draft = { words: '', place: '', category: '', urgent: false, discretion: 'open' }
const kind = 'appeal'
const aboutChars = 16

/** What is wrong or wanted, as she writes it down; it stays on the phone until it is sent. `own` is her union, known a little later. */
export function useAppeal(own: () => Union | undefined, api: AppealsApi = appealsApi) {
  const form = reactive<Draft>({ ...begun, ...draftOf<Draft>(kind) })
  const pictures = ref<File[]>([])
  const voice = ref<File>()
  const looked = ref(false)
  /** The letter that waits for the network. */
  const keptAs = ref<string>()
  const { sending, problem, faults, send } = useSend((said: { body: NewAppeal; files: string[] }, key) =>
    api.send({ kind, about: aboutOf(said.body.words), requests: [{ to: '/cases', body: { type: kind, ...said.body }, key }], files: files.value }),
  )

  watch(form, now => keepDraft(kind, now))

  const union = computed(() => form.union ?? own())
  /** A voice is known, so it does not go along without a name. */
  const files = computed(() => [...pictures.value, ...(voice.value && form.discretion !== 'nameless' ? [voice.value] : [])])
  const missing = computed(() => ({ words: form.words.trim().length < 2, union: !union.value }))

  function bodyOf(to: Union): NewAppeal {
    return {
      words: form.words.trim(),
      ...(form.discretion === 'hidden' ? { hidden_from: to.id } : { org: to.id }),
      ...(form.discretion === 'nameless' ? { nameless: true } : {}),
      ...(form.place.trim() ? { place: form.place.trim() } : {}),
      ...(form.category ? { category: form.category } : {}),
      ...(form.urgent ? { urgent: true } : {}),
    }
  }

  /** The id of the case. Without a network it is kept, and goes out later. */
  async function say(): Promise<string | undefined> {
    looked.value = true
    if (missing.value.words || !union.value) return undefined
    // Other files are another request, whatever the words.
    const sent = await send({ body: bodyOf(union.value), files: files.value.map(file => `${file.name} ${file.size}`) })
    if (!sent) return undefined
    dropDraft(kind)
    if (!sent.kept) return sent.id
    keptAs.value = sent.id
    return undefined
  }

  return { form, union, pictures, voice, looked, missing, sending, problem, faults, keptAs, say }
}

function aboutOf(words: string) {
  const letters = Array.from(words)
  return letters.length > aboutChars ? `${letters.slice(0, aboutChars).join('')}…` : words
}
