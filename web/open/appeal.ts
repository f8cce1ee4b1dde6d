import { keyOf } from '@unionhall/shared/api/client'
import { appealApi, type AppealApi, type AppealLook, type AppealShown } from './api'
import { codeSigns, plain } from './code'
import { oneAtATime } from './visit'

/**
 * One visit of a caller by the link that she was sent.
 *
 *   door ──► appeal ──► asking ──► taken   what she said is with the union
 *     │ ▲       └──────────┘
 *     │ └── the look has run out, or the appeal has moved: what was written stays
 *     └──► over
 */
export type AppealStep = { at: 'door' } | Shown | Asking | { at: 'taken'; step: string } | { at: 'over' }
export type Shown = { at: 'appeal'; look: string; appeal: AppealShown }
/** Before a step is taken: why, or how content she is. */
export type Asking = { at: 'asking'; look: string; appeal: AppealShown; step: string; label: string; reason: boolean; rates: boolean }

/** Steps with which she says how content she is, and what is no step of the engine's. */
const rated = ['solved', 'give_up']
export const say = 'say', rate = 'rate'

export function openAppeal(code: string, changed: () => void, api: AppealApi = appealApi) {
  const asked = oneAtATime(changed)
  const visit = {
    asked,
    step: { at: 'door' } as AppealStep,
    cameWithCode: plain(code).length === codeSigns,
    code,
    surname: '',
    comment: '',
    satisfaction: undefined as number | undefined,
    missing: undefined as 'code' | 'surname' | 'comment' | 'satisfaction' | undefined,
    /** The name is asked for again. */
    again: false,
    look,
    choose,
    send,
    back,
  }

  function go(step: AppealStep) {
    visit.step = step
    asked.problem = undefined
    visit.missing = undefined
    changed()
  }

  async function look() {
    visit.missing = plain(visit.code).length !== codeSigns ? 'code' : visit.surname.trim() === '' ? 'surname' : undefined
    if (visit.missing) return changed()
    const answer = await asked.ask(() => api.open(plain(visit.code), visit.surname.trim()))
    if (!answer) return refused()
    visit.again = false
    go({ at: 'appeal', ...shown(answer.value) })
  }

  const shown = ({ look, appeal }: AppealLook) => ({ look, appeal })

  function choose(step: string, label: string, reason: boolean) {
    if (visit.step.at !== 'appeal') return
    const { look, appeal } = visit.step
    go({ at: 'asking', look, appeal, step, label, reason, rates: step === rate || rated.includes(step) })
  }

  async function send() {
    const { step } = visit
    if (step.at !== 'asking') return
    const comment = visit.comment.trim()
    if (step.reason && comment === '') visit.missing = 'comment'
    else if (step.step === rate && visit.satisfaction === undefined) visit.missing = 'satisfaction'
    else visit.missing = undefined
    if (visit.missing) return changed()
    const { look } = step
    const satisfaction = step.rates ? visit.satisfaction : undefined
    const done = await asked.ask(() => {
      if (step.step === say) return api.say(look, comment)
      if (step.step === rate) return api.rate(look, satisfaction!)
      return api.take({ look, step: step.step, ...(comment ? { comment } : {}), ...(satisfaction ? { satisfaction } : {}) })
    })
    if (done) return go({ at: 'taken', step: step.step })
    refused()
  }

  function refused() {
    const why = asked.problem && keyOf(asked.problem)
    if (why === 'appeals.link_over') return go({ at: 'over' })
    if (why !== 'appeals.look_over' && why !== 'cases.changed_meanwhile') return changed()
    visit.again = true
    go({ at: 'door' })
  }

  function back() {
    const { step } = visit
    if (step.at === 'asking') go({ at: 'appeal', look: step.look, appeal: step.appeal })
  }

  return visit
}

export type Appeal = ReturnType<typeof openAppeal>
