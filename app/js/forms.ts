/**
 * Sends forms without loading a new document.
 *
 * A form is posted to the address of the page, as without scripts; what a script gets for an answer is where the outcome is seen,
 * or the page drawn again with what was typed and what is wrong.
 */

import type { Page } from './parts'

/** How long an answer may take, in milliseconds. */
const PATIENCE = 20_000

/** What is done with an answer. */
export type Outcome = {
  /** It is done, and this address shows it. */
  see: (address: string) => void
  /** It was not taken. */
  back: (page: Page) => void
}

/** Forms that are on their way: a double click is one click. */
const sending = new WeakSet<HTMLFormElement>()

/** The sending that a form stands for. It is the same until there is an answer: what is sent again then is done once. */
const tokens = new WeakMap<HTMLFormElement, string>()

/** Answers every form that is posted, those of pages to come too. */
export function answerForms(outcome: Outcome): void {
  addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (form.method !== 'post' || event.defaultPrevented) return
    event.preventDefault()
    if (!sending.has(form)) void send(form, event.submitter, outcome)
  })
}

async function send(form: HTMLFormElement, submitter: HTMLElement | null, outcome: Outcome): Promise<void> {
  const fields = new FormData(form, submitter)
  const token = tokens.get(form) ?? newToken()
  tokens.set(form, token)
  fields.set('token', token)
  sending.add(form)
  form.ariaBusy = 'true'
  const answer = await answerTo(new URLSearchParams([...fields].map(([name, value]) => [name, String(value)])))
  form.ariaBusy = null
  sending.delete(form)
  say(form, answer === undefined)
  if (answer === undefined) return
  tokens.delete(form)
  if ('see' in answer) outcome.see(answer.see)
  else outcome.back(answer)
}

/** The answer; nothing when the server does not give one that is understood. */
async function answerTo(body: URLSearchParams): Promise<{ see: string } | Page | undefined> {
  const signal = AbortSignal.timeout(PATIENCE)
  try {
    const address = location.pathname + location.search
    const answer = await fetch(address, { method: 'POST', headers: { accept: 'application/json' }, body, signal })
    return answer.headers.get('content-type')?.startsWith('application/json') ? await answer.json() : undefined
  } catch {
    return undefined
  }
}

/** Says at the form that it was not answered, or no longer says so. */
function say(form: HTMLFormElement, isUnanswered: boolean): void {
  form.querySelector('[data-unanswered]')?.remove()
  if (!isUnanswered) return
  const words = document.createElement('p')
  words.className = 'field-error'
  words.role = 'alert'
  words.dataset.unanswered = ''
  words.textContent = 'Podium did not answer. Send it again: it is done once, however often it arrives.'
  form.append(words)
}

function newToken(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
