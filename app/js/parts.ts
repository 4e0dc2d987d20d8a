/** Puts the parts of a page where they belong, and morphs those that are there already. */

import { Idiomorph } from 'idiomorph'

import { holdOrder } from './order'

/** A part as the server sends it; without `html` its drawing is here already. */
type Part = { name: string; mark: string; html?: string; pending?: boolean }

/** A page as the server sends it. */
export type Page = { title: string; parts: Part[] }

/** The drawings that are here, as the server wants them told. */
export function drawings(host: Element): string {
  return placed(host)
    .map((part) => `${part.dataset.part}:${part.dataset.mark}`)
    .join(' ')
}

/** Puts a page into its host. With `isNews` what people are doing there goes on; without, the address decides everything. */
export function put(host: Element, page: Page, isNews: boolean): void {
  const focused = document.activeElement
  const names = new Set(page.parts.map((part) => part.name))
  for (const child of [...host.children]) if (!names.has((child as HTMLElement).dataset.part ?? '')) child.remove()
  const before = new Map(placed(host).map((part) => [part.dataset.part, part]))
  let at = host.firstElementChild
  for (const part of page.parts) {
    const element = before.get(part.name) ?? empty(part.name)
    if (element === at) at = at.nextElementSibling
    else host.insertBefore(element, at)
    if (part.html !== undefined) redraw(element, part.html, isNews)
    element.dataset.mark = part.mark
    element.toggleAttribute('data-pending', part.pending === true)
  }
  // Browsers that cannot move an element without taking it out have taken its focus.
  if (focused?.isConnected && document.activeElement === document.body) (focused as HTMLElement).focus({ preventScroll: true })
}

function placed(host: Element): HTMLElement[] {
  return [...host.querySelectorAll<HTMLElement>(':scope > [data-part]')]
}

function empty(name: string): HTMLElement {
  const part = document.createElement('div')
  part.dataset.part = name
  return part
}

/** Fills an empty element with a drawing. */
export function fill(element: HTMLElement, html: string): void {
  redraw(element, html, false)
}

/** The one place where a string becomes markup: a drawing of the server's, whose views have escaped all text in it. */
function redraw(part: HTMLElement, html: string, isNews: boolean): void {
  const drawing = new DOMParser().parseFromString(html, 'text/html').body
  if (isNews) holdOrder(part, drawing)
  Idiomorph.morph(part, [...drawing.childNodes], {
    morphStyle: 'innerHTML',
    ignoreActiveValue: isNews,
    callbacks: {
      beforeNodeMorphed: (old, fresh) => !old.isEqualNode(fresh),
      // What a script has put beside the drawing is no part of it.
      beforeNodeRemoved: (node) => !(node instanceof HTMLElement && node.dataset.kept !== undefined),
      beforeAttributeUpdated: (name, element) => !isTheirs(name, element, isNews),
    },
  })
}

/** Whether an attribute belongs to whoever looks at the page, so that a new drawing does not change it. */
function isTheirs(name: string, element: Element, isNews: boolean): boolean {
  if (name === 'data-changed' || name === 'data-copied' || name === 'aria-expanded') return true
  // A button that says "Copied" takes the label back that it had.
  if (element.hasAttribute('data-copied')) return name === 'aria-label' || name === 'title'
  if (!isNews) return false
  if (element instanceof HTMLDetailsElement) return name === 'open'
  return name === 'value' && element instanceof HTMLInputElement && element.value !== element.defaultValue
}
