/** `test` with three promises kept for every journey: no console error, no page error, no axe violation. */

import AxeBuilder from '@axe-core/playwright'
import { expect, test as base, type Page } from '@playwright/test'

type World = {
  /** Opens a page, waits until it is whole (and hydrated, where JavaScript is on). */
  open: (path: string) => Promise<void>
  /** Opens a page and waits until it is told of changes. */
  watch: (path: string) => Promise<void>
  /** Checks the page as it is now for violations of WCAG 2.2 A and AA. */
  accessible: () => Promise<void>
  /** Messages that the journey itself provokes and that are no fault of the page. */
  expectMessage: (pattern: RegExp) => void
}

export const test = base.extend<{ world: World }>({
  world: async ({ page, javaScriptEnabled }, use) => {
    const complaints: string[] = []
    const expected: RegExp[] = []
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`)
    })
    page.on('pageerror', (error) => complaints.push(`page error: ${error.message}`))
    const open = async (path: string) => {
      await page.goto(path)
      await whole(page, javaScriptEnabled !== false)
    }
    await use({
      open,
      watch: async (path) => {
        const connected = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/live')
        await open(path)
        await connected
      },
      accessible: () => accessible(page, javaScriptEnabled !== false),
      expectMessage: (pattern) => expected.push(pattern),
    })
    if (page.url().startsWith('http')) await accessible(page, javaScriptEnabled !== false)
    expect(complaints.filter((text) => !expected.some((pattern) => pattern.test(text)))).toEqual([])
  },
})

export { expect }

/** Waits for the main landmark and, with JavaScript, for hydration. */
async function whole(page: Page, hydrates: boolean): Promise<void> {
  await expect(page.locator('main')).toBeVisible()
  if (hydrates) await expect(page.locator('body[data-hydrated]')).toBeAttached({ timeout: 15_000 })
}

/** axe runs as a script in the page, so it needs JavaScript; without it the same markup is checked by the other run. */
async function accessible(page: Page, hydrates: boolean): Promise<void> {
  if (!hydrates) return
  // A row that has just changed is marked for a moment, and its colours are on their way.
  await expect(page.locator('[data-changed]')).toHaveCount(0)
  const result = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
  expect(result.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target).join(' ')}`)).toEqual([])
}

/** Runs the same journeys with JavaScript and without. */
export function withAndWithoutJavaScript(journeys: () => void): void {
  for (const javaScriptEnabled of [true, false]) {
    test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
      test.use({ javaScriptEnabled })
      journeys()
    })
  }
}
