import { describe, expect, it, vi } from 'vitest'
import type { NewTransferIn, TransfersApi } from './api'
import { readNote, uselessness } from './note'
import { useNoteIn } from './useNoteIn'

const note = {
  card: '5101040000000007', code: '8K3T-92QF-M4XW', issued_on: '2026-07-01', issuer: '510100', issuer_name: '成都市总工会', joined_on: '2015-05-01', key: 1, kind: 'union_transfer_note',
  name: '赵冬生', to: '咸阳', union: '锦江区家政工会', union_code: '', valid_until: '2026-09-29', version: 1,
}
const document = JSON.stringify({ note, signature: 'MEUC' })

function desk(answers: unknown[]) {
  const handIn = vi.fn(async (_body: NewTransferIn, _key: string) => answers.shift())
  return { handIn, it: useNoteIn({ handIn } as unknown as TransfersApi) }
}

describe('the text of a note', () => {
  it('is read with the line ends of a file, and is none where a fact or the signature lacks', () => {
    expect(readNote(`${document}\n`)?.name).toBe('赵冬生')
    for (const other of ['', '{', 'null', '[]', '{"note":1}', JSON.stringify({ note }), JSON.stringify({ note: { ...note, name: '' }, signature: 'MEUC' }), JSON.stringify({ note: { ...note, valid_until: 'soon' }, signature: 'MEUC' })])
      expect(readNote(other), other).toBeUndefined()
  })

  it('says by itself that it is ours, or over', () => {
    expect([uselessness(note as never, '610400', '2026-09-29'), uselessness(note as never, '510100', '2026-09-29'), uselessness(note as never, undefined, '2026-09-30')]).toEqual([undefined, 'own', 'run_out'])
  })
})

describe('handing in a note', () => {
  it('sends nothing that is no note, nor without her consent on paper', async () => {
    const { it: form, handIn } = desk([])
    Object.assign(form.draft, { note: '凭证', id_number: '619999198501012343', phone: '12600000077', org: { id: '7', name: '快递行业工会联合会' } })
    expect(await form.file()).toBeUndefined()
    expect(form.missing.value).toEqual(['consented'])
    form.draft.consented = true
    expect(await form.file()).toBeUndefined()
    expect(handIn).not.toHaveBeenCalled()
  })

  it('sends the document as it is, and shows what the server finds at it', async () => {
    const wrong = { type: '/problems/http.invalid', title: '', status: 422, errors: [{ pointer: '/note', code: 'note_tampered', message: '凭证被改动过' }] }
    const { it: form, handIn } = desk([{ ok: false, problem: wrong }, { ok: true, value: { id: '99' } }])
    Object.assign(form.draft, { note: document, id_number: '619999198501012343', phone: '12600000077', org: { id: '7', name: '快递行业工会联合会' }, consented: true })
    expect(await form.file()).toBeUndefined()
    expect(form.faults.value).toEqual({ note: '凭证被改动过' })
    expect(await form.file()).toBe('99')
    expect(handIn.mock.calls[1]![0]).toEqual({ type: 'transfer_in', for_another: true, org: '7', note: document, id_type: 'resident_id', id_number: '619999198501012343', phone: '12600000077', consented: true })
  })
})
