/**
 * The menu of a row: the list of actions that the page has to which its link leads, shown beside the row.
 *
 * Without this script the link leads to that page; so it does with a modifier key, and when the server does not answer.
 */

import { type Page, fill } from './parts'

/** What the part of that page is called which has the list. */
const ACTIONS = 'actions'

/** The distance from the edges of the window, in pixels. */
const EDGE = 8

/** Listens for as long as the tab is open. `fetched` asks the server for a page, `navigate` leads to one. */
export function answerMenus(fetched: (address: string) => Promise<Page | undefined>, navigate: (address: string) => void): void {
  /** The link whose menu was open when the pointer went down on it: the browser closes the menu before the click. */
  let closing: Element | null = null
  /** The link that was asked last: what comes for another one is late. */
  let asked: Element | undefined
  const onClick = (event: MouseEvent): void => {
    const link = linkOf(event)
    if (link !== asked) asked = undefined
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    if (link === closing || link.ariaExpanded === 'true') place().hidePopover()
    else if (link !== asked) void open(link)
    closing = null
  }
  addEventListener('pointerdown', (event) => (closing = linkOf(event)?.ariaExpanded === 'true' ? linkOf(event) : null), true)
  // Before the router, which follows links.
  addEventListener('click', onClick, true)

  async function open(link: HTMLAnchorElement): Promise<void> {
    // The focus comes back to it; not every browser gives it to a link that is clicked.
    link.focus({ preventScroll: true })
    asked = link
    const page = await fetched(link.pathname)
    const html = page?.parts.find((part) => part.name === ACTIONS)?.html
    if (asked !== link || !link.isConnected) return
    asked = undefined
    if (html === undefined) navigate(link.pathname)
    else show(link, html)
  }
}

function linkOf(event: Event): HTMLAnchorElement | null {
  return (event.target as Element).closest<HTMLAnchorElement>('a[data-menu]')
}

function show(link: HTMLAnchorElement, html: string): void {
  const menu = place()
  menu.hidePopover()
  const heading = document.createElement('p')
  heading.textContent = link.ariaLabel
  const list = document.createElement('div')
  fill(list, html)
  menu.ariaLabel = link.ariaLabel
  menu.replaceChildren(heading, list)
  menu.showPopover()
  link.ariaExpanded = 'true'
  menu.addEventListener('beforetoggle', () => (link.ariaExpanded = null), { once: true })
  const at = link.getBoundingClientRect()
  const { width, height } = menu.getBoundingClientRect()
  const above = at.top - height - 4
  const isBelow = at.bottom + height + EDGE <= innerHeight || above < EDGE
  menu.style.left = `${scrollX + Math.max(EDGE, Math.min(at.right - width, document.documentElement.clientWidth - width - EDGE))}px`
  menu.style.top = `${scrollY + (isBelow ? at.bottom + 4 : above)}px`
  steps(menu)[0]?.focus({ preventScroll: true })
}

/** The element of the menu: one for all rows. It stands outside of the page, which is drawn anew when there is news. */
function place(): HTMLElement {
  const there = document.getElementById('row-menu')
  if (there) return there
  const menu = document.createElement('div')
  menu.id = 'row-menu'
  menu.popover = 'auto'
  menu.role = 'dialog'
  menu.addEventListener('keydown', (event) => {
    const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key]
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    const all = steps(menu)
    const current = all.indexOf(document.activeElement as HTMLElement)
    all[(current + by + all.length) % all.length]?.focus()
  })
  return document.body.appendChild(menu)
}

function steps(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('a, [tabindex]')]
}
