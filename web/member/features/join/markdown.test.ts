import { expect, it } from 'vitest'
import { blocksOf } from './markdown'

it('A notice is headings, lists and paragraphs, and nothing else', () => {
  expect(blocksOf('# Title\nfirst line\ngoes **on**\n\n- one\n  and more\n2. two\n\n第一行，\n第二行 <script>')).toEqual([
    { kind: 'heading', text: 'Title' },
    { kind: 'text', text: 'first line goes on' },
    { kind: 'item', text: 'one and more' },
    { kind: 'item', text: 'two' },
    { kind: 'text', text: '第一行，第二行 <script>' },
  ])
})
