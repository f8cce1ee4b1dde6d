import { shallowRef } from 'vue'
import type { Target } from './useJoin'

/** The union that was chosen on the way here. A page that is opened by its address alone begins at the choice. */
export const chosenTarget = shallowRef<Target>()

/** "8k3t92qf" and "8K3T-92QF" are one code; nothing where it is none. Signs that look alike were never given out. */
export function codeOf(written: string): string | undefined {
  const folded = written.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')
  return /^[2-9A-HJ-NP-RT-Y]{8}$/.test(folded) ? `${folded.slice(0, 4)}-${folded.slice(4)}` : undefined
}
