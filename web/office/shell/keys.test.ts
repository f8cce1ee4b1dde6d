import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { singleKeys } from '../session/preferences'
import { keysInForce, onKeydown, useKeys } from './keys'

let scope: EffectScope
let done: string[]

function press(key: string, init: KeyboardEventInit = {}, target: HTMLElement = document.body) {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init })
  target.dispatchEvent(event)
  return event
}

beforeEach(() => {
  done = []
  document.body.innerHTML = '<input><button>go</button>'
  document.addEventListener('keydown', onKeydown)
  scope = effectScope()
  const key = (keys: string) => ({ keys, text: keys, run: () => void done.push(keys) })
  scope.run(() => useKeys('frame', [key('g m'), key('Ctrl k'), key('Enter'), key('j'), key('Shift x')]))
})
afterEach(() => {
  scope.stop()
  document.removeEventListener('keydown', onKeydown)
  singleKeys.value = 'on'
})

describe('the keyboard of the desk', () => {
  it('knows single keys, keys with Shift or Ctrl, and two in a row', () => {
    press('j')
    press('X', { shiftKey: true })
    press('k', { ctrlKey: true })
    press('g')
    press('m')
    expect(done).toEqual(['j', 'Shift x', 'Ctrl k', 'g m'])
  })

  it('leaves letters to whoever types, but not Ctrl', () => {
    const input = document.querySelector('input')!
    expect(press('j', {}, input).defaultPrevented).toBe(false)
    press('k', { ctrlKey: true }, input)
    expect(done).toEqual(['Ctrl k'])
  })

  it('leaves Enter to the button that has the focus', () => {
    press('Enter', {}, document.querySelector('button')!)
    expect(done).toEqual([])
    press('Enter')
    expect(done).toEqual(['Enter'])
  })

  it('is silent behind a dialog, and when single keys are off', () => {
    document.body.insertAdjacentHTML('beforeend', '<div aria-modal="true"></div>')
    press('j')
    document.querySelector('[aria-modal]')!.remove()
    singleKeys.value = 'off'
    press('j')
    press('k', { ctrlKey: true })
    expect(done).toEqual(['Ctrl k'])
  })

  it('gives way to the page, until the page goes', () => {
    const page = effectScope()
    page.run(() => useKeys('page', [{ keys: 'j', text: '', run: () => void done.push('of the page') }]))
    press('j')
    expect(keysInForce.value.map(group => group.title)).toEqual(['frame', 'page'])
    page.stop()
    press('j')
    expect(done).toEqual(['of the page', 'j'])
  })
})
