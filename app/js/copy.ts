/** What the copy buttons of every page do. */

/** How long a button says that it has copied, in milliseconds. */
const SAID_FOR = 1_500

/** Answers every copy button, those of pages to come too. */
export function answerCopyButtons(): void {
  addEventListener('click', (event) => {
    const button = (event.target as Element).closest?.<HTMLElement>('button.copy')
    // Browsers offer the clipboard in secure contexts only; elsewhere the button stays silent rather than claim success.
    if (button && isSecureContext && !button.hasAttribute('data-copied')) void copy(button)
  })
}

async function copy(button: HTMLElement): Promise<void> {
  const text = button.dataset.copy ?? document.getElementById(button.dataset.copyOf ?? '')?.textContent
  const label = button.ariaLabel
  if (text == null || label == null) return
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    return
  }
  relabel(button, 'Copied')
  button.setAttribute('data-copied', '')
  setTimeout(() => {
    relabel(button, label)
    button.removeAttribute('data-copied')
  }, SAID_FOR)
}

function relabel(button: HTMLElement, label: string): void {
  button.ariaLabel = label
  button.title = label
}
