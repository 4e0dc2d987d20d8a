import { expect, test, withAndWithoutJavaScript } from '../support/test'

withAndWithoutJavaScript(() => {
  for (const path of [
    '/nowhere',
    '/env/nowhere/clusters',
    '/env/demo/clusters/nowhere',
    '/env/demo/clusters/shop/services/nowhere',
    '/env/demo/clusters/shop/tasks/00000000000000000000000000000000',
    '/env/demo/task-definitions/nowhere',
    '/env/demo/task-definitions/checkout/9999',
    '/env/nowhere/traffic',
    '/env/demo/target-groups/nowhere',
    '/env/demo/clusters/nowhere/instances',
  ]) {
    test(`${path} is a designed 404`, async ({ page, world }) => {
      world.expectMessage(/status of 404/)
      const answer = await page.goto(path)
      expect(answer?.status()).toBe(404)
      await expect(page.getByRole('heading', { level: 1 })).toContainText(/not found|no such|nothing here/i)
      await expect(page.locator('main').getByRole('link').first()).toBeVisible()
    })
  }

  for (const [query, field] of [['page=0', 'page'], ['page=x', 'page'], ['sort=mood', 'sort'], ['level=fine', 'level'], ['order=up', 'order']] as const) {
    test(`?${query} is refused and the parameter ${field} is named`, async ({ page, world }) => {
      world.expectMessage(/status of 422/)
      const answer = await page.goto(`/env/demo/services?${query}`)
      expect(answer?.status()).toBe(422)
      await expect(page.locator('main')).toContainText(field)
    })
  }
})
