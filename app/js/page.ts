/**
 * The page inside the frame, in the browser: asked for, and put in place of what is there.
 *
 * The server draws pages in parts. This half knows no page: it compares marks, morphs what differs, and leaves alone what people
 * are doing. The WebAssembly around it says when to ask: at a new address, and when there is news.
 */

import { answerCopyButtons } from './copy'
import { answerForms } from './forms'
import { answerKeys, closeMenus } from './keys'
import { levels, markChanged } from './marks'
import { answerMenus } from './menu'
import { applyWhenLeft } from './order'
import { type Page, drawings, put } from './parts'

/** How long an answer may take, in milliseconds. */
const PATIENCE = 20_000

/** When to ask again after the server did not answer. */
const AFTER_SILENCE = 5_000

/** When to ask again for parts that are on their way. */
const AFTER_PENDING = 1_000

/** What an update is called in the browser's own timeline; the bench looks there. */
const UPDATE = 'page update'

type Told = { endpoint: string; answered: (isAnswered: boolean) => void }

let told: Told | undefined
let path = ''
let running: AbortController | undefined
let isDue = false
let later = 0

/** Begins: called once, when the frame is alive. */
export function start(endpoint: string, navigate: (address: string) => void, answered: (isAnswered: boolean) => void): void {
  told = { endpoint, answered }
  path = location.pathname
  answerKeys(navigate)
  answerMenus((address) => fetched(address, '', new AbortController().signal), navigate)
  answerCopyButtons()
  answerForms({ see: (address) => see(address, navigate), back })
  applyWhenLeft(host())
  // Where a plan is drawn the form is folded, and its editor wakes when it is unfolded.
  addEventListener('toggle', () => wakeEditor(false), true)
  wakeEditor(true)
  awaitPending(here())
}

/** Shows the outcome of a form: here, or at the address that has it. */
function see(address: string, navigate: (address: string) => void): void {
  closeMenus()
  if (address === here()) ask(address, !isFilledIn())
  else navigate(address)
}

/** Asks for the page at an address. With `isNews` that is the page that is there. */
export function ask(address: string, isNews: boolean): void {
  // A page that somebody fills in does not change by itself.
  if (isNews && isFilledIn()) return
  if (isNews && running) {
    isDue = true
    return
  }
  running?.abort()
  clearTimeout(later)
  isDue = false
  if (!isNews) {
    closeMenus()
    if (pathOf(address) !== path) host().replaceChildren(drawn('loading'))
    path = pathOf(address)
  }
  running = new AbortController()
  void answer(address, isNews, running.signal)
}

async function answer(address: string, isNews: boolean, ended: AbortSignal): Promise<void> {
  const page = await fetched(address, drawings(host()), ended)
  if (ended.aborted) return
  running = undefined
  if (page) show(page, isNews)
  else if (!isNews) host().replaceChildren(drawn('lost'))
  told?.answered(page !== undefined)
  if (!page) later = window.setTimeout(ask, AFTER_SILENCE, address, isNews)
  else if (isDue) ask(address, true)
  else awaitPending(address)
}

/** The page, without the drawings that are here; nothing when the server does not answer. */
async function fetched(address: string, have: string, ended: AbortSignal): Promise<Page | undefined> {
  const signal = AbortSignal.any([ended, AbortSignal.timeout(PATIENCE)])
  try {
    const answer = await fetch(`${told?.endpoint}?${new URLSearchParams({ address, have })}`, { signal })
    return answer.ok ? await answer.json() : undefined
  } catch {
    return undefined
  }
}

function show(page: Page, isNews: boolean): void {
  const start = performance.now()
  const before = isNews ? levels() : undefined
  document.title = page.title
  put(host(), page, isNews)
  if (before) markChanged(before)
  wakeEditor(true)
  performance.measure(UPDATE, { start })
  // What is not right is said first.
  if (!isNews) document.getElementById('form-summary')?.focus()
}

/** A form was not taken: the page is there again, with what was typed and what is wrong. */
function back(page: Page): void {
  running?.abort()
  running = undefined
  show(page, false)
}

/**
 * Puts an editor over a text that has one. It is a module of its own, for the few pages where there is such a text. One that is there
 * is brought up to date only when the page was drawn anew.
 */
async function wakeEditor(isDrawn: boolean): Promise<void> {
  const area = host().querySelector<HTMLTextAreaElement>('textarea[data-editor]')
  if (!area?.closest('form')?.checkVisibility()) return
  if (!isDrawn && (area.nextElementSibling as HTMLElement | null)?.dataset.kept !== undefined) return
  const { edit } = await import('./editor.js')
  if (area.isConnected) edit(area)
}

function isFilledIn(): boolean {
  return host().querySelector('[data-filling]') !== null
}

function here(): string {
  return location.pathname + location.search
}

/** What the server has drawn beforehand, for when it does not answer, or not yet. */
function drawn(id: string): Node {
  return (document.getElementById(id) as HTMLTemplateElement).content.cloneNode(true)
}

function awaitPending(address: string): void {
  if (host().querySelector(':scope > [data-pending]')) later = window.setTimeout(ask, AFTER_PENDING, address, true)
}

function pathOf(address: string): string {
  return address.split('?', 1)[0]
}

function host(): HTMLElement {
  return document.getElementById('page')!
}
