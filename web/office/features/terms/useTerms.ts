import type { Result } from '@unionhall/shared/api/client'
import { usePages, type Page } from '@unionhall/shared/use/usePages'
import type { Ref } from 'vue'
import { termsApi, type TermLine, type TermsApi, type TermState } from './api'

/** What is most urgent first. */
export const states: readonly TermState[] = ['overdue', 'due', 'due_soon', 'postponed']

export interface TermsWanted {
  org: string
  state?: TermState
}

/**
 * The unions whose terms ask for something, of one state, or of all one after the other: the server has a list for each, in
 * tree order. A page ends where the server's does, so its cursor says in which list it goes on.
 */
export function useTerms(wanted: Ref<TermsWanted>, api: TermsApi = termsApi) {
  async function read({ org, state }: TermsWanted, cursor = '0:'): Promise<Result<Page<TermLine>>> {
    const lists = state ? [state] : states
    const [first, inner] = [Number(cursor.split(':', 1)[0]), cursor.slice(cursor.indexOf(':') + 1)]
    const items: TermLine[] = []
    for (let i = first; i < lists.length; i++) {
      const result = await api.list(org, lists[i]!, i === first && inner ? inner : undefined)
      if (!result.ok) return result
      items.push(...result.value.items)
      if (result.value.next) return { ok: true, value: { items, next: `${i}:${result.value.next}` } }
    }
    return { ok: true, value: { items } }
  }

  return usePages(wanted, read)
}
