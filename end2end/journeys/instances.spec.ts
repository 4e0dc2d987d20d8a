/** What a cluster runs on, and what still fits. */

import { expect, test, withAndWithoutJavaScript } from '../support/test'

const batch = '/env/demo/clusters/batch'

withAndWithoutJavaScript(() => {
  test('every instance says what it has left, and one that drains or is silent stands out', async ({ page, world }) => {
    await world.open(batch)
    await page.getByRole('navigation', { name: 'Parts of this cluster' }).getByRole('link', { name: 'Instances' }).click()
    await expect(page).toHaveURL(/\/instances$/)
    const rows = page.locator('tr[data-instance]')
    await expect(rows.nth(3)).toBeVisible()
    await expect(rows.first()).toContainText(/\d+ of \d+ CPU units left/)
    await expect(page.locator('tr[data-instance][data-state="DRAINING"]')).toHaveCount(1)
    await expect(page.locator('tr[data-instance]', { hasText: 'agent not connected' })).toHaveCount(1)
  })

  test('a task without a place says what it lacks on every instance', async ({ page, world }) => {
    await world.open(`${batch}/instances`)
    const waiting = page.locator('.unplaced [data-service="warehouse-loader"]')
    await expect(waiting).toContainText(/memory/i)
    await expect(page.locator('.unplaced [data-service="gpu-trainer"]')).toBeVisible()
  })

  test('what still fits is said for every strategy', async ({ page, world }) => {
    await world.open(`${batch}/instances`)
    const line = page.locator('tr[data-revision^="thumbnails:"]')
    expect(await line.locator('[data-strategy]').count()).toBeGreaterThan(1)
  })

  test('the capacity provider and the mix of what tasks run on are there', async ({ page, world }) => {
    await world.open(`${batch}/instances`)
    await expect(page.locator('tr[data-provider="batch-arm"]')).toContainText('of the group')
    await expect(page.locator('.mix').getByRole('img')).toHaveAccessibleName(/Where its \d+ tasks run/)
  })

  test('a cluster without instances says that this may be well', async ({ page, world }) => {
    await world.open('/env/demo/clusters/shop/instances')
    await expect(page.locator('main')).toContainText('No container instances')
    await expect(page.locator('.mix')).toContainText(/Fargate/)
  })
})
