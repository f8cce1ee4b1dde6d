import { computed, reactive, ref, watch, type Ref } from 'vue'
import { newIdempotencyKey, type Problem } from '@unionhall/shared/api/client'
import { useLoad } from '@unionhall/shared/use/useLoad'
import { membersApi, type Compared, type ComparedMember, type MembersApi, type MergeField } from './api'

/** Where a field's text stands in a record; a document stands for what it says of its holder. */
export const saidOf = (side: ComparedMember, field: MergeField): string => {
  if (field === 'id_number') return side.person.id_masked
  if (field === 'phone') return side.person.phone_masked
  return side.person[field] ?? ''
}

export const mergeFields: readonly MergeField[] = [
  'name', 'id_number', 'phone', 'ethnicity', 'education', 'politics', 'employment', 'skill', 'household_kind', 'household_place', 'native_place', 'employer', 'migrant',
]

/** Two records side by side: which goes on, and which fact is taken from where. */
export function useComparison(id: Ref<string>, other: Ref<string>, api: MembersApi = membersApi) {
  const { state, value: both, problem, reload } = useLoad(() => [id.value, other.value] as const, ([one, two]) => api.compare(one, two))
  const goesOn = ref('')
  const chosen = reactive<Partial<Record<MergeField, string>>>({})
  const merging = ref(false)
  const refused = ref<Problem>()
  let key = newIdempotencyKey()

  /** Both are members: one of the two memberships ends. */
  const bothAlive = computed(() => !!both.value?.one.alive && both.value.other.alive)
  const sides = computed(() => (both.value ? [both.value.one, both.value.other] : []))

  /** What somebody filled in is kept where the other says nothing. */
  function choose(record: string, read: Compared) {
    goesOn.value = record
    const [stands, leaves] = record === read.one.id ? [read.one, read.other] : [read.other, read.one]
    for (const field of read.differ) chosen[field] = saidOf(stands, field) === '' ? leaves.id : stands.id
  }

  watch(both, read => {
    if (read) choose(read.other.alive && !read.one.alive ? read.other.id : read.one.id, read)
  })
  watch(goesOn, record => {
    if (both.value) choose(record, both.value)
  })

  /** The member whose record goes on, once the server has made them one. */
  async function merge(): Promise<string | undefined> {
    const read = both.value
    if (!read || merging.value) return undefined
    merging.value = true
    const fields = read.differ.filter(field => chosen[field] !== goesOn.value)
    const result = await api.merge(read.one.id, read.one.version, { other: read.other.id, other_version: read.other.version, goes_on: goesOn.value, fields }, key)
    merging.value = false
    refused.value = result.ok ? undefined : result.problem
    if (!result.ok && result.problem.status !== 0) key = newIdempotencyKey() // it is another question from now on
    return result.ok ? goesOn.value : undefined
  }

  /** The case by which the union above decides. */
  async function handUp(): Promise<string | undefined> {
    const read = both.value
    if (!read || merging.value) return undefined
    merging.value = true
    const result = await api.handUpDouble({ type: 'double', member: read.one.id, other: read.other.id }, key)
    merging.value = false
    refused.value = result.ok ? undefined : result.problem
    if (!result.ok && result.problem.status !== 0) key = newIdempotencyKey()
    return result.ok ? result.value.id : undefined
  }

  return { handUp, state, both, problem, reload, sides, bothAlive, goesOn, chosen, merging, refused, merge }
}
