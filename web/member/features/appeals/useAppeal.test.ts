import { unreachable } from '@unionhall/shared/api/client'
import { beforeEach, describe, expect, it } from 'vitest'
import { effectScope, nextTick } from 'vue'
import { draftOf, draftsBelongTo } from '../unsent/draft'
import type { Letter } from '../unsent/unsent'
import type { AppealsApi } from './api'
import { useAppeal, type Union } from './useAppeal'

const mine: Union = { id: '7', name: '纺织工会' }
const picture = new File(['p'], '食堂.jpg', { type: 'image/jpeg' })
const voice = new File(['v'], '录音.webm', { type: 'audio/webm' })

function open(own: Union | null = mine, ...answers: unknown[]) {
  const sent: Letter[] = []
  const api = { send: async (letter: Letter) => (sent.push(letter), answers.shift() ?? { ok: true, value: { id: '99', kept: false } }) } as unknown as AppealsApi
  return { sent, ...effectScope().run(() => useAppeal(() => own ?? undefined, api))! }
}

beforeEach(() => {
  localStorage.clear()
  draftsBelongTo('1')
})

describe('an appeal', () => {
  it('needs words, and a union to go to', async () => {
    const nobodys = open(null)
    nobodys.form.words = '太热了'
    expect(await nobodys.say()).toBeUndefined()
    expect([nobodys.missing.value, nobodys.sent]).toEqual([{ words: false, union: true }, []])
    const { form, say, sent } = open()
    form.words = ' '
    expect(await say()).toBeUndefined()
    expect(sent).toEqual([])
  })

  it('goes to her own union, or another, with what goes along', async () => {
    const { form, pictures, voice: said, say, sent } = open()
    Object.assign(form, { words: ' 天太热，能不能有碗绿豆汤 ', place: '二号食堂', urgent: true })
    pictures.value = [picture]
    said.value = voice
    expect(await say()).toBe('99')
    expect(sent[0]!.requests[0]!.body).toEqual({ type: 'appeal', words: '天太热，能不能有碗绿豆汤', org: '7', place: '二号食堂', urgent: true })
    expect([sent[0]!.files, sent[0]!.about]).toEqual([[picture, voice], '天太热，能不能有碗绿豆汤'])
    form.union = { id: '8', name: '区总工会' }
    await say()
    expect(sent[1]!.requests[0]!.body).toMatchObject({ org: '8' })
  })

  it('that her employer must not know of names the union that finds nothing', async () => {
    const { form, say, sent } = open()
    Object.assign(form, { words: '加班费没发', discretion: 'hidden' })
    await say()
    expect(sent[0]!.requests[0]!.body).toEqual({ type: 'appeal', words: '加班费没发', hidden_from: '7' })
  })

  it('without her name leaves her voice behind, too', async () => {
    const { form, voice: said, pictures, say, sent } = open()
    Object.assign(form, { words: '加班费没发', discretion: 'nameless' })
    pictures.value = [picture]
    said.value = voice
    await say()
    expect(sent[0]!.requests[0]!.body).toEqual({ type: 'appeal', words: '加班费没发', org: '7', nameless: true })
    expect(sent[0]!.files).toEqual([picture])
  })

  it('stays on the phone while it is written, and leaves it once it was sent', async () => {
    open().form.words = '写到一半'
    await nextTick()
    const again = open()
    expect(again.form.words).toBe('写到一半')
    await again.say()
    expect(draftOf('appeal')).toBeUndefined()
  })

  it('repeats its key where the answer was lost, and takes another for other files', async () => {
    const lost = { ok: false, problem: { type: unreachable, title: '', status: 0 } }
    const { form, pictures, say, sent } = open(mine, lost, lost)
    form.words = '太热了'
    await say()
    await say()
    pictures.value = [picture]
    await say()
    const keys = sent.map(letter => letter.requests[0]!.key)
    expect([keys[0] === keys[1], keys[1] === keys[2]]).toEqual([true, false])
  })
})
