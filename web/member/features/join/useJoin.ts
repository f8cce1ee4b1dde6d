import { keyOf, type Result, type Schemas } from '@unionhall/shared/api/client'
import { useSend } from '@unionhall/shared/use/useSend'
import { computed, reactive, ref } from 'vue'
import type { Union } from '../unions/api'
import type { Letter, Sent } from '../unsent/unsent'
import { joinApi, type Application, type Group, type IdType, type JoinApi } from './api'
import { faultOf, readIdDocument, type Fault } from './idDocument'

/** The union that somebody wants to join, and what is known of the way there. */
export interface Target {
  org: { id: string; name: string }
  /** The code that led here. */
  channel?: string
  /** What she does, where that is known already. */
  category?: Group
  asksCategory?: boolean
  /** A union of an employer, who need not know. */
  mayHide?: boolean
}

/** A union that was chosen, from a list of whatever unions or of those of counties and towns. */
export type Chosen = Pick<Union, 'id' | 'name'> & Partial<Pick<Union, 'level'>>

/** A union of one employer can be kept from knowing; a federation, as those of counties and towns are, is nobody's employer. */
export function targetOf(union: Chosen, category: Group | '' = '', channel?: string): Target {
  const employer = union.level !== undefined && ['base', 'branch', 'group'].includes(union.level)
  return {
    org: { id: union.id, name: union.name },
    ...(channel ? { channel } : {}),
    ...(category ? { category } : {}),
    asksCategory: category === '' && !employer,
    mayHide: employer,
  }
}

export type Field = 'name' | 'id_number' | 'category' | 'notice' | 'id_consent'

/** Where it leads whom the hall already knows; nobody registers twice. */
const ways: Record<string, 'verify' | 'transfer' | 'member' | 'waits'> = {
  'joining.already_collected': 'verify',
  'joining.member_elsewhere': 'transfer',
  'joining.member_here': 'member',
  'joining.applies_already': 'waits',
}

/** An application: the form, what is wrong with it, the two consents, and the sending. */
export function useJoin(target: () => Target, api: JoinApi = joinApi) {
  const form = reactive({ name: '', idType: 'resident_id' as IdType, idNumber: '', category: '' as Group | '', notice: false, idConsent: false, hidden: false })
  const step = ref<'form' | 'check' | 'kept' | 'verified'>('form')
  const looked = ref(false)
  const { sending, problem, faults: refused, send, forget } = useSend(sendWithConsents)
  const verification = useSend(api.verify)
  /** The case in which a verification waits for the phone on record, or for the union. */
  const waitsIn = ref<string>()
  /** The letter that waits for the network. */
  const keptAs = ref<string>()
  let notice: Schemas['PrivacyNotice'] | undefined

  const document = computed(() => readIdDocument(form.idType, form.idNumber))
  const category = computed(() => target().category || form.category)

  const missing = computed<Partial<Record<Field, Fault>>>(() => {
    const found: Partial<Record<Field, Fault>> = {}
    if (form.name.trim() === '') found.name = { key: 'join.fault.name' }
    if (!document.value.ok) found.id_number = faultOf(document.value)
    if (target().asksCategory && category.value === '') found.category = { key: 'join.fault.category' }
    if (!form.notice) found.notice = { key: 'join.fault.notice' }
    if (!form.idConsent) found.id_consent = { key: 'join.fault.idConsent' }
    return found
  })
  /** Nothing is called wrong before she has said that she is done. */
  const faults = computed(() => (looked.value ? missing.value : {}))

  /** On to reading it over; the first field that is missing something, or nothing. */
  function next(): Field | undefined {
    looked.value = true
    forget()
    const [first] = Object.keys(missing.value) as Field[]
    if (!first) step.value = 'check'
    return first
  }

  function back() {
    step.value = 'form'
  }

  /** The id of the case, once the application is with the union. Without a network it is kept, and goes out later. */
  async function apply(): Promise<string | undefined> {
    if (!document.value.ok || sending.value) return undefined
    const { org, channel } = target()
    const sent = await send({
      ...who(),
      ...(channel ? { channel } : { org: org.id }),
      ...(category.value ? { category: category.value } : {}),
      ...(form.hidden ? { hidden_from: org.id } : {}),
    })
    // What is wrong with a field is mended at the field.
    if (Object.keys(refused.value).length > 0) step.value = 'form'
    if (!sent?.kept) return sent?.id
    keptAs.value = sent.id
    step.value = 'kept'
    return undefined
  }

  /** First the two consents, to the wordings of the day on which she read them. */
  async function sendWithConsents(application: Application, key: string): Promise<Result<Sent>> {
    const read = await readNotice()
    if (!read.ok) return read
    const wordings = [read.value, ...read.value.separate.filter(it => it.kind === 'id_number')]
    const letter: Letter = {
      kind: 'joining',
      about: target().org.name,
      requests: [
        ...wordings.map(({ kind, version }) => ({ to: '/me/consents' as const, body: { kind, version }, key: `${key}-${kind}` })),
        { to: '/cases', body: { type: 'joining', ...application }, key },
      ],
    }
    return api.send(letter)
  }

  /** The notice that she agrees to. Read early, the network may go meanwhile. */
  async function readNotice(): Promise<Result<Schemas['PrivacyNotice']>> {
    if (notice) return { ok: true, value: notice }
    const answer = await api.notice()
    if (answer.ok) notice = answer.value
    return answer
  }

  function who() {
    const number = document.value.ok ? document.value.value.number : form.idNumber
    return { name: form.name.trim(), id_type: form.idType, id_number: number }
  }

  /** For whoever is on record: the same three facts confirm that it is she. */
  async function verify() {
    const answer = await verification.send(who())
    if (answer === undefined) return
    waitsIn.value = answer.case
    step.value = 'verified'
  }

  const way = computed(() => (problem.value ? ways[keyOf(problem.value)] : undefined))
  const failure = computed(() => verification.problem.value ?? (problem.value?.errors?.length ? undefined : problem.value))

  return { form, step, document, category, faults, refused, sending, failure, way, waitsIn, keptAs, readNotice, next, back, apply, verify }
}
