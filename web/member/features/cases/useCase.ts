import { keyOf, type Problem } from '@unionhall/shared/api/client'
import { useLoad } from '@unionhall/shared/use/useLoad'
import { useSend } from '@unionhall/shared/use/useSend'
import { computed, ref, type Ref } from 'vue'
import { casesApi, type Case, type CasesApi, type CaseStep, type Mended, type StepWanted } from './api'

/** One case of mine: its track, and what I may do now. Nothing changes on the page before the server has agreed. */
export function useCase(id: Ref<string>, api: CasesApi = casesApi) {
  const { state, value: shown, problem: failure, reload } = useLoad(id, api.one)
  const chosen = ref<CaseStep>()
  const speaking = ref(false)
  const words = ref('')
  const mended = ref<Mended>({})
  const satisfaction = ref<number>()
  const step = useSend((wanted: StepWanted) => api.step(wanted))
  const comment = useSend((said: { id: string; about: string; text: string }, key) => api.comment(said.id, said.about, said.text, key))
  const changed = ref(false)

  /** One panel at a time: a step, or a comment. */
  function choose(one: CaseStep | 'comment' | undefined) {
    step.forget()
    comment.forget()
    words.value = ''
    mended.value = {}
    satisfaction.value = undefined
    speaking.value = one === 'comment'
    chosen.value = one === 'comment' ? undefined : one
  }

  const reasonMissing = ref(false)
  /** A verification is confirmed by a code, not by words. */
  const asksCode = computed(() => chosen.value?.step === 'confirm')

  async function send() {
    const one = shown.value
    const text = words.value.trim()
    if (!one) return
    reasonMissing.value = text === '' && (speaking.value || asksCode.value || chosen.value?.reason === true)
    if (reasonMissing.value) return
    if (speaking.value) {
      const said = await comment.send({ id: one.id, about: one.type_label, text })
      // What waits for the network has changed nothing yet.
      if (said?.kept) choose(undefined)
      else if (said) await done()
    } else if (chosen.value) {
      const more = { ...(Object.keys(mended.value).length > 0 ? { form: mended.value } : {}), ...(satisfaction.value ? { satisfaction: satisfaction.value } : {}) }
      const now = await step.send({ id: one.id, version: one.version, step: chosen.value.step, ...(asksCode.value ? { comment: '', code: text } : { comment: text }), ...more })
      if (now) await done(now)
      // Somebody was faster; what she wrote stays, and the page shows how it is now.
      else if (step.problem.value && keyOf(step.problem.value) === 'cases.changed_meanwhile') await reload()
    }
  }

  async function done(now?: Case) {
    choose(undefined)
    changed.value = true
    if (now) shown.value = now
    else await reload()
  }

  const sending = computed(() => step.sending.value || comment.sending.value)
  const problem = computed<Problem | undefined>(() => step.problem.value ?? comment.problem.value)

  const faults = step.faults

  return { state, shown, failure, reload, chosen, speaking, words, mended, satisfaction, asksCode, reasonMissing, choose, send, sending, problem, faults, changed }
}
