/** AWS refuses a read, and later allows it. */

import { control } from '../support/simulator'
import { expect, test, withAndWithoutJavaScript } from '../support/test'

test.afterEach(async () => {
  await control('DELETE', 'faults')
})

withAndWithoutJavaScript(() => {
  test('what IAM refuses of the traffic is named where it is missing, and the rest of the page works', async ({ page, world }) => {
    test.setTimeout(180_000)
    const service = '/env/demo/clusters/shop/services/storefront'
    await control('POST', 'faults', { kind: 'access-denied', operation: 'DescribeTargetHealth' })
    await expect(async () => {
      await world.open(service)
      await expect(page.locator('main')).toContainText('elasticloadbalancing:DescribeTargetHealth', { timeout: 500 })
    }).toPass({ timeout: 80_000 })
    await expect(page.locator('.lane[data-target-group="storefront"]')).toBeVisible()
    await world.open('/env/demo/task-definitions')
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
