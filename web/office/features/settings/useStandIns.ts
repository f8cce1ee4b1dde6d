import { api, ask, type Schemas } from '@unionhall/shared/api/client'
import { useLoad } from '@unionhall/shared/use/useLoad'
import { useSend } from '@unionhall/shared/use/useSend'
import { ref } from 'vue'

export type StandInWanted = Schemas['StandInWanted']

export const standInsApi = {
  all: () => ask(api.GET('/me/stand-ins')),
  say: (body: StandInWanted, key: string) => ask(api.POST('/me/stand-ins', { params: { header: { 'Idempotency-Key': key } }, body })),
  end: (id: string) => ask(api.DELETE('/me/stand-ins/{id}', { params: { path: { id } } })),
}

/** Who stands in for whom; the dates are those of the role in force. */
export function useStandIns(calls: typeof standInsApi = standInsApi) {
  const { state, value: all, problem: failure, reload } = useLoad(ref(0), calls.all)
  const wanted = ref<StandInWanted>({ account: '', from: '', until: '' })
  const missing = ref<Partial<Record<keyof StandInWanted, boolean>>>({})
  const { sending, problem, faults, send, forget } = useSend(calls.say)

  async function say() {
    missing.value = Object.fromEntries(Object.entries(wanted.value).map(([field, text]) => [field, text === '']))
    if (Object.values(missing.value).some(Boolean)) return false
    const made = await send(wanted.value)
    if (!made) return false
    wanted.value = { account: '', from: '', until: '' }
    await reload()
    return true
  }

  async function end(id: string) {
    forget()
    const result = await calls.end(id)
    if (!result.ok) problem.value = result.problem
    await reload()
  }

  return { state, all, failure, reload, wanted, missing, faults, problem, sending, say, end }
}
