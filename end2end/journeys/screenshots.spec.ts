/** Every page for people to look at, in other widths and colours than `pages.spec.ts` opens them: narrow and dark; all when all is asked for. */

import { pages } from '../support/pages'
import { picture } from '../support/picture'
import { ecs } from '../support/simulator'
import { test } from '../support/test'

const looks = [
  { colorScheme: 'dark', width: 390, tag: [] },
  { colorScheme: 'light', width: 390, tag: ['@all'] },
  { colorScheme: 'dark', width: 1440, tag: ['@all'] },
] as const

for (const { colorScheme, width, tag } of looks) {
  test.describe(`${colorScheme} ${width}`, { tag: [...tag] }, () => {
    test.use({ colorScheme, viewport: { width, height: width === 390 ? 844 : 1000 } })
    for (const name of pages.names) {
      test(name, async ({ page, world }) => {
        const complaint = pages.complaint(name)
        if (complaint) world.expectMessage(complaint)
        await world.open(await pages.path(name, ecs))
        await picture(page, `${name}-${colorScheme}-${width}`)
      })
    }
  })
}
