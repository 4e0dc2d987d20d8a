/** Pictures of pages, for people to look at. */

import { expect, test, type Page } from '@playwright/test'

/** Takes a picture of the whole page into `target/screenshots`; nothing may stick out sideways. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${test.info().project.outputDir}/../../screenshots/${name}.png`, fullPage: true })
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(overflow).toBeLessThanOrEqual(0)
}
