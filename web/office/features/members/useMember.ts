import { computed, ref, watch, type Ref } from 'vue'
import { keyOf, newIdempotencyKey, type Problem } from '@unionhall/shared/api/client'
import { useLoad } from '@unionhall/shared/use/useLoad'
import { membersApi, type Member, type MemberPatch, type MembersApi, type Parted } from './api'

/** One member, as an officer opens her. Opening is recorded before the answer, so this is asked for only when shown. */
export function useMember(id: Ref<string>, api: MembersApi = membersApi) {
  const { state, value: member, problem, reload } = useLoad(id, api.open)
  const saving = ref(false)
  const notSaved = ref<Problem>()
  const savedAt = ref<Date>()

  /** Somebody else changed her since she was read here: what was typed stays, and the newest can be fetched. */
  const changedMeanwhile = computed(() => notSaved.value?.status === 412 || keyOfMaybe(notSaved.value) === 'members.changed_meanwhile')

  async function save(patch: MemberPatch): Promise<boolean> {
    const before = member.value
    if (!before || saving.value) return false
    saving.value = true
    const result = await api.change(before.id, before.version, patch)
    saving.value = false
    notSaved.value = result.ok ? undefined : result.problem
    if (!result.ok || before.id !== id.value) return result.ok
    member.value = result.value
    savedAt.value = new Date()
    return true
  }

  const keys = new Map<string, string>()
  const notParted = ref<Problem>()

  /** Says that these two are different people. */
  async function notDouble(other: string) {
    const mine = member.value
    if (!mine) return
    const key = keys.get(other) ?? newIdempotencyKey()
    keys.set(other, key)
    const result = await api.notDouble(mine.id, other, key)
    notParted.value = result.ok ? undefined : result.problem
    if (result.ok && member.value?.id === mine.id) {
      member.value = { ...member.value, possible_doubles: member.value.possible_doubles.filter(d => d.id !== other) }
    }
  }

  const notUndone = ref<Problem>()
  const parted = ref<Parted>()

  /** Two records again; the one that was shown is read anew. */
  async function undoMerge(merge: string) {
    const result = await api.undoMerge(merge)
    notUndone.value = result.ok ? undefined : result.problem
    parted.value = result.ok ? result.value : undefined
    if (result.ok) await reload()
  }
  watch(id, () => {
    notUndone.value = undefined
    parted.value = undefined
  })

  async function fetchNewest() {
    notSaved.value = undefined
    await reload()
  }

  return { state, member, problem, reload, saving, notSaved, savedAt, changedMeanwhile, save, notDouble, notParted, undoMerge, notUndone, parted, fetchNewest }
}

function keyOfMaybe(problem: Problem | undefined) {
  return problem && keyOf(problem)
}

export type EditableField = Exclude<keyof MemberPatch, 'phone'>

/** What a form shows of a member; the phone is masked, so its field begins empty and an untouched one changes nothing. */
export function formOf(member: Member): Record<EditableField, string> & { phone: string } {
  const { person, membership } = member
  return {
    name: person.name,
    phone: '',
    ethnicity: person.ethnicity ?? '',
    education: person.education ?? '',
    politics: person.politics ?? '',
    employment: person.employment ?? '',
    skill: person.skill ?? '',
    household_kind: person.household_kind ?? '',
    household_place: person.household_place ?? '',
    native_place: person.native_place ?? '',
    employer: person.employer ?? '',
    migrant: person.migrant ?? '',
    category: membership.category ?? '',
    status: membership.status,
    changed_on: membership.changed_on,
    cause: membership.cause ?? '',
  }
}

/** Only what differs from the record. */
export function patchOf(member: Member, form: ReturnType<typeof formOf>): MemberPatch {
  const before = formOf(member)
  const changed = Object.entries(form).filter(([field, value]) => value.trim() !== before[field as keyof typeof before])
  return Object.fromEntries(changed.map(([field, value]) => [field, value.trim()])) as MemberPatch
}
