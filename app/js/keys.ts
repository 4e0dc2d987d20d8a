/** What keys, clicks and forms do on every page. */

/** Listens for as long as the tab is open. `navigate` leads to an address of ours without a new document. */
export function answerKeys(navigate: (address: string) => void): void {
  addEventListener('keydown', onKey)
  addEventListener('click', (event) => closeMenus(event.target as Element))
  addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    // Other forms change something: they are sent as they are.
    if (form.method !== 'get') return
    event.preventDefault()
    const pairs = [...new FormData(form)].map(([name, value]) => [name, String(value)])
    navigate(`${form.getAttribute('action')}?${new URLSearchParams(pairs)}`)
  })
}

/** Closes what is open, but for what `inside` is in. */
export function closeMenus(inside?: Element): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.switcher[open]')) {
    if (!inside || !menu.contains(inside)) menu.open = false
  }
  if (inside) return
  for (const menu of document.querySelectorAll<HTMLElement>('#menu:popover-open, #row-menu:popover-open')) menu.hidePopover()
}

function onKey(event: KeyboardEvent): void {
  const target = event.target as HTMLElement
  const isTyping = target.matches?.('input, textarea, select')
  const isPlain = !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey
  switch (event.key) {
    case 'Escape':
      if (isTyping) target.blur()
      else closeMenus()
      break
    case 'k':
      if (event.ctrlKey || event.metaKey) search(event)
      else if (isPlain) step(event, target, -1)
      break
    case '/':
      if (isPlain) search(event)
      break
    case 'j':
    case 'ArrowDown':
      if (isPlain) step(event, target, 1)
      break
    case 'ArrowUp':
      if (isPlain) step(event, target, -1)
      break
  }
}

function search(event: KeyboardEvent): void {
  const input = document.getElementById('search')
  if (input instanceof HTMLInputElement) {
    event.preventDefault()
    input.focus()
    input.select()
  }
}

/** Moves the focus from row to row. Arrows scroll the page unless a row has the focus already. */
function step(event: KeyboardEvent, from: Element, by: number): void {
  const row = from.closest('tbody tr')
  if (!row && event.key.startsWith('Arrow')) return
  const links = [...document.querySelectorAll<HTMLElement>('main tbody tr a.name')]
  const current = row ? links.findIndex((link) => row.contains(link)) : -1
  const next = current < 0 ? 0 : Math.min(Math.max(current + by, 0), links.length - 1)
  if (links.length > 0) {
    event.preventDefault()
    links[next].focus()
  }
}
