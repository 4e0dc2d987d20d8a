import { control } from '../support/simulator'
import { expect, test, withAndWithoutJavaScript } from '../support/test'

test.afterEach(async () => {
  await control('DELETE', 'faults')
})

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

  test('what IAM refuses of the traffic is named where it is missing, and the rest of the page works', async ({ page, world }) => {
    test.setTimeout(180_000)
    const service = '/env/demo/clusters/shop/services/storefront'
    await control('POST', 'faults', { kind: 'access-denied', operation: 'DescribeTargetHealth' })
    await expect(async () => {
      await world.open(service)
      await expect(page.locator('main')).toContainText('elasticloadbalancing:DescribeTargetHealth', { timeout: 500 })
    }).toPass({ timeout: 80_000 })
    await expect(page.locator('.lane[data-target-group="storefront"]')).toBeVisible()
    await world.open('/env/demo/clusters/internal/events')
    await expect(page.locator('main')).not.toContainText('elasticloadbalancing:')
    await control('DELETE', 'faults')
    await expect(async () => {
      await world.open(service)
      await expect(page.locator('main')).not.toContainText('elasticloadbalancing:', { timeout: 500 })
    }).toPass({ timeout: 80_000 })
  })

  test('what IAM refuses is named, the rest works, and it goes away', async ({ page, world }) => {
    await control('POST', 'faults', { kind: 'access-denied', operation: 'ListTasks' })
    await expect(async () => {
      await world.open('/env/demo/clusters/shop/tasks')
      await expect(page.locator('main')).toContainText('ecs:ListTasks', { timeout: 500 })
    }).toPass({ timeout: 45_000 })
    await world.open('/env/demo/clusters/shop')
    await expect(page.locator('[data-service="storefront"]').first()).toBeVisible()
    await control('DELETE', 'faults')
    await expect(async () => {
      await world.open('/env/demo/clusters/shop/tasks')
      await expect(page.locator('main')).not.toContainText('ecs:ListTasks', { timeout: 500 })
    }).toPass({ timeout: 45_000 })
  })
})
