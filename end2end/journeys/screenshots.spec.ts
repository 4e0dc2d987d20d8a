/** Every page in both themes and two widths, for people to look at. */

import { ecs } from '../support/simulator'
import { pages } from '../support/pages'
import { expect, test } from '../support/test'

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test.describe(`${colorScheme} ${width}`, () => {
      test.use({ colorScheme, viewport: { width, height: width === 390 ? 844 : 1000 } })
      for (const name of pages.names) {
        test(name, async ({ page, world }) => {
          await world.open(await pages.path(name, ecs))
          await page.screenshot({ path: `${test.info().project.outputDir}/../../screenshots/${name}-${colorScheme}-${width}.png`, fullPage: true })
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
          expect(overflow).toBeLessThanOrEqual(0)
        })
      }
    })
  }
}
