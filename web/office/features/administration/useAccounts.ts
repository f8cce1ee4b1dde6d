import { faultsOf, generalOf, type Problem } from '@unionhall/shared/api/client'
import { computed, reactive, ref } from 'vue'
import { administrationApi, type AccountLine, type AccountSearch, type AdministrationApi } from './api'

/** Accounts by the whole name or phone. What was changed is read again: the list shows how things are. */
export function useAccounts(api: AdministrationApi = administrationApi) {
  const wanted = reactive({ name: '', phone: '' })
  const found = ref<readonly AccountLine[]>()
  const busy = ref(false)
  const problem = ref<Problem>()
  const faults = computed(() => faultsOf(problem.value))
  const general = computed(() => generalOf(problem.value))
  let asked: AccountSearch = {}

  async function find() {
    asked = { ...(wanted.name ? { name: wanted.name } : {}), ...(wanted.phone ? { phone: wanted.phone } : {}) }
    await read()
  }

  async function read() {
    busy.value = true
    const result = await api.find(asked)
    busy.value = false
    problem.value = result.ok ? undefined : result.problem
    found.value = result.ok ? result.value.items : undefined
  }

  /** Closes an open account, opens a closed one. True when it is done. */
  async function turn(account: AccountLine) {
    const result = await (account.closed ? api.reopen(account.id) : api.close(account.id))
    if (result.ok) await read()
    else problem.value = result.problem
    return result.ok
  }

  return { wanted, found, busy, problem, faults, general, find, turn }
}
