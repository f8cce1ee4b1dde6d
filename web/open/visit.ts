import type { Problem, Result } from '@unionhall/shared/api/client'
import type { Language } from '@unionhall/shared/text/times'
import type { Page } from './pages'

/** What somebody does here who opened a link: where she is, and the page for it. */
export interface Visit {
  readonly step: object
  page: (language: Language) => Page
  /** What happens by itself, once the page stands. */
  start: () => unknown
}

/** A visit of what thinks and what draws it. */
export function visitOf<T extends { step: object }>(it: T, page: (it: T, language: Language) => Page, start: () => unknown = () => undefined): Visit {
  return {
    start,
    get step() {
      return it.step
    },
    page: language => page(it, language),
  }
}

/** One question to the hall at a time, and what it answered last where that was a no. */
export function oneAtATime(changed: () => void) {
  const asked = {
    busy: false,
    problem: undefined as Problem | undefined,
    /** The answer; nothing where it was no, or something is under way. */
    async ask<T>(call: () => Promise<Result<T>>): Promise<{ value: T } | undefined> {
      if (asked.busy) return undefined
      asked.busy = true
      asked.problem = undefined
      changed()
      const result = await call()
      asked.busy = false
      if (result.ok) return { value: result.value }
      asked.problem = result.problem
      return undefined
    },
  }
  return asked
}
