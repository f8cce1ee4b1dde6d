// The keyboard of the desk. A page declares its keys while it is shown; `?` lists what is in force.
import { computed, onScopeDispose, shallowRef } from 'vue'
import { singleKeys } from '../session/preferences'

export interface Key {
  /** 'j', 'Shift x', 'Ctrl k', or two in a row: 'g m'. */
  keys: string
  /** Key of the words that `?` shows. */
  text: string
  run: () => void
}

interface Group {
  title: string
  keys: readonly Key[]
}

const groups = shallowRef<readonly Group[]>([])

/** What `?` lists, the frame's keys first. */
export const keysInForce = computed(() => groups.value)

/** Puts `keys` in force until the component goes. The youngest wins. */
export function useKeys(title: string, keys: readonly Key[]) {
  const mine: Group = { title, keys }
  groups.value = [...groups.value, mine]
  onScopeDispose(() => (groups.value = groups.value.filter(group => group !== mine)))
}

const sequenceMs = 1000
let before = { word: '', at: 0 }

/** To be hung on the document once. */
export function onKeydown(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing || event.altKey) return
  if (document.querySelector('[aria-modal="true"]')) return // a dialog has the keyboard

  const word = wordOf(event)
  const combined = event.ctrlKey || event.metaKey
  if (!combined && (singleKeys.value === 'off' || isTyping(event.target))) return
  // Enter and space belong to the control that has the focus.
  if ((word === 'Enter' || word === ' ') && isControl(event.target)) return

  const sequence = event.timeStamp - before.at < sequenceMs ? `${before.word} ${word}` : ''
  const key = find(sequence) ?? find(word)
  before = { word, at: event.timeStamp }
  if (!key) return
  event.preventDefault()
  before = { word: '', at: 0 }
  key.run()
}

function find(word: string) {
  for (const group of [...groups.value].reverse()) {
    const key = group.keys.find(k => k.keys === word)
    if (key) return key
  }
  return undefined
}

function wordOf(event: KeyboardEvent) {
  if (event.ctrlKey || event.metaKey) return `Ctrl ${event.key.toLowerCase()}`
  const letter = /^[a-z]$/i.test(event.key)
  return letter && event.shiftKey ? `Shift ${event.key.toLowerCase()}` : letter ? event.key.toLowerCase() : event.key
}

function isTyping(target: EventTarget | null) {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'file'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
}

function isControl(target: EventTarget | null) {
  return target instanceof HTMLElement && target.closest('a, button, summary, [role="treeitem"], [role="option"]') !== null
}
