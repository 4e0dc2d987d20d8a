/** Every page for people to look at: wide and light, narrow and dark; and the other way round when all is asked for. */

import { ecs } from '../support/simulator'
import { pages } from '../support/pages'
import { expect, test } from '../support/test'

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    const tag = (colorScheme === 'light') === (width === 1440) ? [] : ['@all']
    test.describe(`${colorScheme} ${width}`, { tag }, () => {
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
