import { keyOf, type Problem, type Result } from '@unionhall/shared/api/client'
import { linkApi, type Corrections, type LinkApi, type LinkRecord } from './api'
import { codeSigns, lastSigns, plain } from './code'

/**
 * One visit by a link.
 *
 *   door ──► record ──► confirmed
 *     │ ▲      └──► correction ──► corrected
 *     │ └────────────────┘  where the look has run out: what was written stays
 *     └────► used
 */
export type Step = { at: 'door' } | Seen | End
export type Seen = { at: 'record'; look: string; record: LinkRecord } | { at: 'correction'; look: string; record: LinkRecord }
export type End = { at: 'confirmed' | 'used' } | { at: 'corrected'; number: string; union: string }

export type Missing = { field: 'code' | 'lastFour'; fault: 'Missing' | 'Short' | 'Long'; n: number } | { field: 'correction' }

export function openLink(code: string, changed: () => void, api: LinkApi = linkApi) {
  const link = {
    step: { at: 'door' } as Step,
    /** The code came with the link; otherwise she types it. */
    cameWithCode: plain(code).length === codeSigns,
    code,
    lastFour: '',
    said: {} as Corrections,
    busy: false,
    /** What the hall answered last, where that was a no. */
    problem: undefined as Problem | undefined,
    missing: undefined as Missing | undefined,
    /** The look had run out, and the four signs are asked for again. */
    ranOut: false,
    look,
    confirm,
    tellWrong,
    correct,
    back,
  }

  function go(step: Step) {
    link.step = step
    link.problem = undefined
    link.missing = undefined
    changed()
  }

  /** Asks once at a time; the answer, or nothing where it was no. */
  async function ask<T>(call: () => Promise<Result<T>>): Promise<T | undefined> {
    if (link.busy) return undefined
    link.busy = true
    link.problem = undefined
    link.missing = undefined
    changed()
    const result = await call()
    link.busy = false
    if (result.ok) return result.value
    link.problem = result.problem
    return undefined
  }

  async function look() {
    link.missing = missingAtDoor(link)
    if (link.missing) return changed()
    const answer = await ask(() => api.open(plain(link.code), plain(link.lastFour)))
    if (answer) {
      // Whoever wrote something before the look ran out goes on writing.
      const at = link.ranOut && Object.keys(link.said).length > 0 ? 'correction' : 'record'
      link.ranOut = false
      link.lastFour = ''
      return go({ at, look: answer.look, record: answer.record })
    }
    refused()
  }

  async function confirm() {
    const { step } = link
    if (step.at !== 'record') return
    const answer = await ask(() => api.confirm(step.look))
    if (answer) return go({ at: 'confirmed' })
    refused()
  }

  async function correct() {
    const { step } = link
    if (step.at !== 'correction') return
    const said = written(link.said)
    link.missing = Object.keys(said).length === 0 ? { field: 'correction' } : undefined
    if (link.missing) return changed()
    const answer = await ask(() => api.correct(step.look, said))
    if (answer) return go({ at: 'corrected', number: answer.number, union: step.record.union })
    refused()
  }

  function refused() {
    const why = link.problem && keyOf(link.problem)
    if (why === 'verification.link_used') return go({ at: 'used' })
    if (why !== 'verification.look_over') return changed()
    link.ranOut = true
    go({ at: 'door' })
  }

  function tellWrong() {
    const { step } = link
    if (step.at === 'record') go({ ...step, at: 'correction' })
  }

  function back() {
    const { step } = link
    if (step.at === 'correction') go({ ...step, at: 'record' })
  }

  return link
}

export type Link = ReturnType<typeof openLink>

function missingAtDoor({ code, lastFour }: { code: string; lastFour: string }): Missing | undefined {
  return missingOf('code', plain(code).length, codeSigns) ?? missingOf('lastFour', plain(lastFour).length, lastSigns)
}

function missingOf(field: 'code' | 'lastFour', has: number, wants: number): Missing | undefined {
  if (has === wants) return undefined
  return { field, fault: has === 0 ? 'Missing' : has < wants ? 'Short' : 'Long', n: Math.abs(wants - has) }
}

/** Without what was left empty. */
function written(said: Corrections): Corrections {
  const filled = Object.entries(said).flatMap(([field, text]) => (text.trim() === '' ? [] : [[field, text.trim()] as const]))
  return Object.fromEntries(filled)
}
