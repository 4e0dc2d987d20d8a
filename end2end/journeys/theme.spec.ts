import { expect, test, withAndWithoutJavaScript } from '../support/test'

withAndWithoutJavaScript(() => {
  for (const [word, scheme] of [['Dark', 'light'], ['Light', 'dark']] as const) {
    test(`${word} is chosen against the system's ${scheme} and remembered`, async ({ page, world }) => {
      await page.emulateMedia({ colorScheme: scheme })
      await world.open('/')
      const before = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
      await page.getByRole('button', { name: word, exact: false }).first().click()
      await expect(page.locator('html')).toHaveAttribute('data-theme', word.toLowerCase())
      // The page changes at once; the answer that keeps the choice comes after.
      const cookies = async () => (await page.context().cookies()).map((cookie) => cookie.name)
      await expect.poll(cookies).toContain('theme')
      await world.open('/env/demo/clusters')
      await expect(page.locator('html')).toHaveAttribute('data-theme', word.toLowerCase())
      const after = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
      expect(after).not.toBe(before)
    })
  }
})
