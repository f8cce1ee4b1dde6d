import { keyOf, type Problem, type Result } from '@unionhall/shared/api/client'
import { useLoad } from '@unionhall/shared/use/useLoad'
import { useSend } from '@unionhall/shared/use/useSend'
import { computed, ref, watch, type Ref } from 'vue'
import { casesApi, type Case, type CasesApi, type CommentWanted, type HandOver, type StepMore } from './api'

/** One case, as somebody at the desk opens it and moves it. Opening is recorded before the answer. */
export function useCase(id: Ref<string>, api: CasesApi = casesApi) {
  const { state, value: it, problem, reload } = useLoad(id, api.open)
  const acting = ref(false)
  const refused = ref<Problem>()
  /** It has just been given to another union and can be seen here no more. */
  const gone = ref(false)

  watch(id, () => {
    refused.value = undefined
    gone.value = false
    saying.forget()
  })

  /** Moves the case as it was read here. False: refused, with the reason in `refused`. */
  async function act(move: (now: Case) => Promise<Result<Case | undefined>>): Promise<boolean> {
    const before = it.value
    if (!before || acting.value) return false
    acting.value = true
    const result = await move(before)
    acting.value = false
    if (before.id !== id.value) return result.ok
    refused.value = result.ok ? undefined : result.problem
    if (result.ok) {
      if (result.value) it.value = result.value
      else gone.value = true
    } else if (result.problem.status === 412 || result.problem.status === 409) {
      await reload() // somebody was faster: show how it stands now, beside the reason
    }
    return result.ok
  }

  /** Somebody else moved it since it was read here; what is shown now is the newest. */
  const changedMeanwhile = computed(() => refused.value !== undefined && ['cases.changed_meanwhile', 'cases.no_such_step'].includes(keyOf(refused.value)))

  const take = (step: string, comment: string, more: StepMore = {}) => act(now => api.step(now.id, now.version, { step, ...(comment === '' ? {} : { comment }), ...more }))
  const handOver = (body: HandOver) => act(now => api.handOver(now.id, now.version, body))
  const giveBack = (comment: string) => act(now => api.giveBack(now.id, now.version, comment))

  const saying = useSend<CommentWanted, { id: string }>((body, key) => api.say(id.value, body, key))

  /** What was said is on the track. */
  async function say(text: string, inside: boolean): Promise<boolean> {
    const said = await saying.send({ text, inside })
    if (said) await reload()
    return said !== undefined
  }

  return { state, it, problem, reload, acting, refused, changedMeanwhile, gone, act, take, handOver, giveBack, say, saying: saying.sending, notSaid: saying.problem }
}

export type OneCase = ReturnType<typeof useCase>
