import { keyOf } from '@unionhall/shared/api/client'
import { errandApi, type ErrandApi, type ErrandAsked } from './api'
import { codeSigns, plain } from './code'
import { oneAtATime } from './visit'

/**
 * One visit by an errand's link.
 *
 *   door ──► task ──► sent
 *              └────► answered, over   said by the hall, whenever it is asked
 */
export type ErrandStep = { at: 'door' } | { at: 'task'; asked: ErrandAsked } | { at: 'sent'; done: boolean } | { at: 'answered' | 'over' }

export interface Photo {
  file: File
  /** Once the hall has it. */
  id?: string
  refused?: boolean
}

export function openErrand(code: string, changed: () => void, api: ErrandApi = errandApi) {
  const asked = oneAtATime(changed)
  const errand = {
    asked,
    step: { at: 'door' } as ErrandStep,
    /** The code came with the link; otherwise she types it. */
    cameWithCode: plain(code).length === codeSigns,
    code,
    words: '',
    photos: [] as Photo[],
    missing: undefined as 'code' | 'words' | undefined,
    look,
    add,
    remove,
    answer,
  }

  function go(step: ErrandStep) {
    errand.step = step
    asked.problem = undefined
    errand.missing = undefined
    changed()
  }

  async function look() {
    errand.missing = plain(errand.code).length === codeSigns ? undefined : 'code'
    if (errand.missing) return changed()
    const answer = await asked.ask(() => api.open(plain(errand.code)))
    if (answer) return go({ at: 'task', asked: answer.value })
    refused()
  }

  function add(files: Iterable<File>) {
    const { step } = errand
    if (step.at !== 'task') return
    for (const file of files) if (errand.photos.length < step.asked.pictures_most) errand.photos.push({ file })
    changed()
  }

  function remove(photo: Photo) {
    errand.photos = errand.photos.filter(one => one !== photo)
    changed()
  }

  /** Photos go first, one after the other; what has arrived is not sent twice. */
  async function answer(done: boolean) {
    errand.missing = errand.words.trim() === '' ? 'words' : undefined
    if (errand.missing) return changed()
    const code = plain(errand.code)
    for (const photo of errand.photos) {
      if (photo.id) continue
      const kept = await asked.ask(() => api.bring(code, photo.file))
      photo.refused = !kept
      if (!kept) return refused()
      photo.id = kept.value.id
    }
    const pictures = errand.photos.flatMap(photo => photo.id ?? [])
    if (await asked.ask(() => api.answer({ code, done, words: errand.words.trim(), pictures }))) return go({ at: 'sent', done })
    refused()
  }

  function refused() {
    const why = asked.problem && keyOf(asked.problem)
    if (why === 'appeals.errand_answered') return go({ at: 'answered' })
    if (why === 'appeals.errand_over') return go({ at: 'over' })
    changed()
  }

  return errand
}

export type Errand = ReturnType<typeof openErrand>
