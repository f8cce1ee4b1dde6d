import { useSend } from '@unionhall/shared/use/useSend'
import { reactive } from 'vue'
import { orgsApi, type Level, type NewOrg, type Org, type OrgPatch, type OrgsApi } from './api'

/** As the inputs hold it: everything typed is text, and nothing is ''. */
export interface OrgDraft {
  name: string
  short_name: string
  level: Level
  kind: string
  division: string
  credit_code: string
  founded_on: string
  chair: string
  phone: string
  term_no: string
  term_start: string
  term_years: string
  employer: string
  employer_credit_code: string
  employer_address: string
  employer_nature: string
  employer_economy: string
  employer_industry: string
  employees: string
  industry_parent: { id: string; name: string } | undefined
}

/** What is typed or chosen from a list of words. */
export type TypedName = Exclude<keyof OrgDraft, 'industry_parent'>

export function draftOf(org: Org | undefined): OrgDraft {
  const employer = org?.employer
  return {
    name: org?.name ?? '',
    short_name: org?.short_name ?? '',
    level: org?.level ?? 'base',
    kind: org?.kind ?? '',
    division: org?.division ?? '',
    credit_code: org?.credit_code ?? '',
    founded_on: org?.founded_on ?? '',
    chair: org?.chair ?? '',
    phone: org?.phone ?? '',
    term_no: org?.term.no ? String(org.term.no) : '',
    term_start: org?.term.start ?? '',
    term_years: org?.term.years ? String(org.term.years) : '',
    employer: employer?.name ?? '',
    employer_credit_code: employer?.credit_code ?? '',
    employer_address: employer?.address ?? '',
    employer_nature: employer?.nature ?? '',
    employer_economy: employer?.economy ?? '',
    employer_industry: employer?.industry ?? '',
    employees: employer?.employees === undefined ? '' : String(employer.employees),
    industry_parent: org?.industry_parent,
  }
}

/** Only what differs from `before`, in the contract's shapes. */
export function patchOf(draft: OrgDraft, before: OrgDraft): OrgPatch {
  const shaped: Record<keyof Omit<OrgDraft, 'level'>, unknown> = {
    ...draft,
    credit_code: draft.credit_code || null,
    founded_on: draft.founded_on || null,
    term_no: Number(draft.term_no || 0),
    term_start: draft.term_start || null,
    term_years: Number(draft.term_years || 0),
    employees: draft.employees === '' ? null : Number(draft.employees),
    industry_parent: draft.industry_parent?.id ?? null,
  }
  const differs = (name: keyof OrgDraft) =>
    name === 'industry_parent' ? draft.industry_parent?.id !== before.industry_parent?.id : draft[name] !== before[name]
  const changed = (Object.keys(shaped) as (keyof OrgDraft)[]).filter(name => name !== 'level' && differs(name))
  return Object.fromEntries(changed.map(name => [name, shaped[name as keyof typeof shaped]])) as OrgPatch
}

/** The form of one union: a new one below `parent`, or `org` as it is. */
export function useOrgForm(org: Org | undefined, parent: string | undefined, api: OrgsApi = orgsApi) {
  const before = draftOf(org)
  const draft = reactive({ ...before })
  let version = org?.version ?? 0

  const { sending, problem, faults, send } = useSend<OrgPatch & { level?: Level }, { id: string }>((body, key) =>
    org ? api.change(org.id, version, body) : api.add({ ...body, name: draft.name, level: draft.level, parent: parent ?? '' } as NewOrg, key),
  )

  /** The id of what was saved. */
  async function save(): Promise<string | undefined> {
    const patch = patchOf(draft, before)
    if (org && Object.keys(patch).length === 0) return org.id
    return (await send(org ? patch : { ...patch, level: draft.level }))?.id
  }

  /** Somebody changed it meanwhile: what was typed here is kept and goes onto the newest state. */
  function goOnFrom(newest: Org) {
    version = newest.version
    problem.value = undefined
  }

  return { draft, sending, problem, faults, save, goOnFrom }
}
