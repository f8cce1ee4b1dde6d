import type { Note } from './api'

/** The most that the hall takes: what is longer is no note. */
export const noteBytesMax = 8000

const days = ['joined_on', 'issued_on', 'valid_until'] as const
const needed = ['code', 'issuer', 'issuer_name', 'name', 'union'] as const

/** What the text of a note says; nothing where it is none. Whether it is genuine is the server's to say. */
export function readNote(text: string): Note | undefined {
  try {
    const { note, signature } = JSON.parse(text)
    const whole = note.kind === 'union_transfer_note' && note.version === 1 && typeof signature === 'string'
    const said = (name: keyof Note) => typeof note[name] === 'string' && note[name] !== ''
    return whole && needed.every(said) && days.every(day => /^\d{4}-\d\d-\d\d$/.test(note[day])) ? note : undefined
  } catch {
    return undefined
  }
}

/** Why it would be refused, as far as it stands on the note itself. `today` is the day in Beijing. */
export function uselessness(note: Note, ourselves: string | undefined, today: string): 'own' | 'run_out' | undefined {
  if (note.issuer === ourselves) return 'own'
  return note.valid_until < today ? 'run_out' : undefined
}
