// The few parts that pages are made of, without a framework: whoever taps on a link pays for every byte.
type Child = Node | string | undefined
type Attributes = Record<string, string | boolean | undefined | ((event: Event) => void)>

/** An element; a function among its attributes listens, false and undefined leave one out. */
export function el<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value)
    else set(made, name, value)
  }
  made.append(...children.filter((child): child is Node | string => child !== undefined))
  return made
}

export function set(element: Element, name: string, value: string | boolean | undefined) {
  if (value === undefined || value === false) element.removeAttribute(name)
  else element.setAttribute(name, value === true ? '' : value)
}

type Input = HTMLInputElement | HTMLTextAreaElement

export interface Field {
  root: HTMLElement
  input: Input
  /** Says below it what is wrong, or nothing. */
  fault: (text: string | undefined) => void
}

/** A label above, a hint below, tied to the input as web/shared/ui/UiField.vue does it. */
export function field(input: Input, label: string, hint?: string): Field {
  const { id } = input
  const error = el('p', { id: `${id}-error`, class: 'error', hidden: true })
  const said = hint ? el('p', { id: `${id}-hint`, class: 'caption' }, hint) : undefined
  const root = el('div', { class: 'field' }, el('label', { for: id }, label), input, said, error)

  function fault(text: string | undefined) {
    error.textContent = text ?? ''
    set(error, 'hidden', text === undefined)
    set(input, 'aria-invalid', text === undefined ? undefined : 'true')
    set(input, 'aria-describedby', [said?.id, text === undefined ? undefined : error.id].filter(Boolean).join(' ') || undefined)
  }
  fault(undefined)
  return { root, input, fault }
}

/** A button that stays where it is while something is under way, and says so. */
export function button(text: string, kind: string, press: () => unknown, busyText = text) {
  const root = el('button', { type: 'button', class: `button wide ${kind}`, click: () => press() }, text)
  return {
    root,
    busy: (is: boolean) => {
      set(root, 'aria-disabled', is ? 'true' : undefined)
      root.textContent = is ? busyText : text
    },
  }
}

export function facts(pairs: readonly (readonly [string, string | undefined])[]) {
  const filled = pairs.filter((pair): pair is [string, string] => !!pair[1])
  return el('dl', { class: 'card body facts' }, ...filled.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]))
}
