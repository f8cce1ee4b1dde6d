import type { LocationQuery } from 'vue-router'
import type { CaseStep, InboxWanted } from './api'

/** The kinds of case and, of each, the states in which a union holds it: what the inbox can be narrowed to. */
export const kinds = {
  appeal: ['received', 'handling', 'asked', 'following', 'replied', 'silent', 'refusal_reviewed', 'referral_reviewed', 'merger_reviewed'],
  joining: ['checking', 'objected'],
  transfer: ['answering', 'out_agreed', 'in_agreed', 'objected'],
  union_move: ['answering', 'out_agreed', 'in_agreed', 'objected'],
  transfer_out: ['asked', 'valid', 'objected'],
  transfer_in: ['checking', 'by_hand', 'objected'],
  verification: ['waiting', 'objected'],
  correction: ['checking', 'objected'],
  erasure: ['checking', 'objected'],
  full_export: ['checking', 'objected'],
  double: ['deciding'],
  leaving: ['announcing'],
  retention: ['deciding', 'objected'],
  return_to_work: ['deciding', 'objected'],
  deemed_withdrawal: ['told', 'objected'],
  expulsion: ['told', 'filing', 'objected'],
  record_end: ['confirming', 'objected'],
  restoration: ['deciding', 'asked_above', 'objected'],
} as const

/** Reasons that are given often, by step, or by type and step where the step means something else there; more can be written beside them. */
export const presets: Record<string, readonly string[]> = {
  return: ['identity', 'employer', 'group'],
  refuse: ['elsewhere', 'identity', 'double'],
  'correction.refuse': ['agrees', 'proof'],
  keep: ['unclear', 'asked'],
  turn_away: ['elsewhere', 'identity'],
  uphold: ['grounds'],
}

/** What is no longer possible to take back is done by no single key. */
export const letters: Record<string, string> = { return: 'r', extend: 'e' }

/** Steps that are taken seldom stand behind one button. */
const seldom: Record<string, readonly string[]> = { appeal: ['classify', 'propose_refusal', 'propose_referral', 'close', 'part'] }
/** What is begun where something is chosen for it, and not by a button of its own. */
const begunElsewhere: Record<string, readonly string[]> = { appeal: ['propose_merger'] }

/** What all of it stands on the page for, and can be written anew if need be, is not asked once more. */
export function atOnce(type: string, step: CaseStep) {
  return type === 'correction' && step.step === 'approve'
}

/** What is said with it is no reason but the thing itself, and takes more room. */
export function isAnswer(type: string, step: CaseStep) {
  return type === 'appeal' && ['reply', 'ask', 'called_solved', 'called_not_solved'].includes(step.step)
}

/** Of these the track names the union that the case went to, and not the one that sent it there. */
export const goesTo = (key: string) => ['handed_over', 'given_back', 'help_asked'].includes(key)

/** Steps that are the applicant's, taken for somebody whose form an officer filled in. */
const applicants = ['withdraw', 'resubmit', 'object', 'accept']

/** The next thing to do of a type whose table does not tell it by asking for no reason. */
const firsts: Record<string, readonly string[]> = { appeal: ['accept', 'reply'] }

/** The next thing to do: of the union's steps the first for which nobody has to say why. */
export function mainStep(steps: readonly CaseStep[], type = ''): CaseStep | undefined {
  const named = firsts[type]
  if (named) return steps.find(step => named.includes(step.step))
  return steps.find(step => !step.reason && !applicants.includes(step.step)) ?? steps.find(step => step.step === 'resubmit')
}

/** The steps as the foot of the page offers them. */
export function stepsOf(steps: readonly CaseStep[], type: string) {
  const main = mainStep(steps, type)
  const rest = steps.filter(step => step !== main && !begunElsewhere[type]?.includes(step.step))
  const isSeldom = (step: CaseStep) => seldom[type]?.includes(step.step) === true
  return { main, others: rest.filter(step => !isSeldom(step)), seldom: rest.filter(isSeldom) }
}

function word(value: unknown) {
  return typeof value === 'string' && /^[a-z_]{1,40}$/.test(value) ? value : undefined
}

/** What the address asks for. Words that nobody knows are left out. */
export function wantedOf(query: LocationQuery): InboxWanted {
  const type = word(query.type)
  const state = type && word(query.state)
  return {
    inbox: query.show === 'all' ? 'all' : '1',
    ...(type ? { type } : {}),
    ...(state ? { state } : {}),
    ...(query.overdue === '1' ? { overdue: '1' as const } : {}),
  }
}

/** The address that asks for it. */
export function queryOf({ inbox, type, state, overdue }: InboxWanted): Record<string, string> {
  return {
    ...(inbox === 'all' ? { show: 'all' } : {}),
    ...(type ? { type } : {}),
    ...(type && state ? { state } : {}),
    ...(overdue ? { overdue } : {}),
  }
}
