import type { Problem } from '@unionhall/shared/api/client'
import { usePages } from '@unionhall/shared/use/usePages'
import { useSend } from '@unionhall/shared/use/useSend'
import { ref, type Ref } from 'vue'
import { orgsApi, type NewOfficer, type Officer, type OrgsApi } from './api'

/** Who acts for a union, or with `below` for any union within it; appointing and ending change the list. */
export function useOfficers(org: Ref<string>, below: boolean, api: OrgsApi = orgsApi) {
  const pages = usePages(org, (id, cursor) => api.officers(id, below, cursor))
  const problem = ref<Problem>()

  async function end(officer: Officer) {
    const result = await api.endOfficer(officer.id)
    problem.value = result.ok ? undefined : result.problem
    if (result.ok || result.problem.status === 404) await pages.reload()
    return result.ok
  }

  /** A new second factor; its URI is shown this once. */
  const enrolling = useSend<Officer, { enrolment_uri?: string }>((officer, key) => api.enrol(officer.id, key))
  const appointing = useSend<NewOfficer, { id: string; enrolment_uri?: string }>((body, key) => api.appoint(org.value, body, key))

  return { ...pages, end, ended: problem, enrolling, appointing }
}
