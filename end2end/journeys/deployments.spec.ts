/** Deployments of every strategy: under way, waiting, failed and rolled back. */

import { expect, test, withAndWithoutJavaScript } from '../support/test'

const service = (cluster: string, name: string) => `/env/demo/clusters/${cluster}/services/${name}`

withAndWithoutJavaScript(() => {
  for (const [name, strategy, stage, weight] of [
    ['accounts', 'BLUE_GREEN', 'BAKE_TIME', '100'],
    ['search', 'CANARY', 'PRODUCTION_TRAFFIC_SHIFT', '10'],
    ['shipping', 'LINEAR', 'PRODUCTION_TRAFFIC_SHIFT', '40'],
    ['notifications', 'BLUE_GREEN', 'POST_TEST_TRAFFIC_SHIFT', '0'],
  ] as const) {
    test(`${name}: a ${strategy} deployment says its stage, what is left of it, and how traffic is shared`, async ({ page, world }) => {
      await world.open(service('shop', name))
      const card = page.locator('.rollout')
      await expect(card).toHaveAttribute('data-strategy', strategy)
      await expect(card).toHaveAttribute('data-state', 'IN_PROGRESS')
      await expect(card).toHaveAttribute('data-stage', stage)
      await expect(card.locator(`[data-stage="${stage}"][aria-current="step"]`)).toBeVisible()
      await expect(card.locator('[data-weight]').first()).toHaveAttribute('data-weight', weight)
    })
  }

  test('rolled back: steady on the old revision is degraded by rule 7, and the history says what was tried', async ({ page, world }) => {
    await world.open(service('shop', 'wishlist'))
    const heading = page.getByRole('heading', { level: 1 })
    await expect(heading).toHaveAttribute('data-rule', '7')
    await expect(heading).toHaveAttribute('data-level', 'degraded')
    await expect(page.locator('.verdict')).toContainText(/OLD revision/)
    await expect(page.locator('.rollout')).toHaveAttribute('data-state', 'ROLLBACK_SUCCESSFUL')
    await page.getByRole('navigation', { name: 'Parts of this service' }).getByRole('link', { name: 'Deployments' }).click()
    await expect(page).toHaveURL(/\/wishlist\/deployments$/)
    const row = page.locator('tr[data-deployment]').first()
    await expect(row).toHaveAttribute('data-state', 'ROLLBACK_SUCCESSFUL')
    await expect(row).toContainText('3.3.0-bad-gateway')
    expect(await page.locator('tr[data-deployment]').count()).toBeGreaterThan(1)
  })

  test('a deployment that fails without a rollback is told as failed', async ({ page, world }) => {
    await world.open(service('data', 'feature-store'))
    await expect(page.getByRole('heading', { level: 1 })).toHaveAttribute('data-level', 'degraded')
    await expect(page.getByRole('heading', { level: 1 })).toHaveAttribute('data-rule', '7')
    await expect(page.locator('.rollout')).toHaveAttribute('data-state', 'STOPPED')
    await expect(page.locator('.breaker')).toContainText('circuit breaker triggered')
  })

  test('a deployment whose tasks do not start counts towards its circuit breaker', async ({ page, world }) => {
    await world.open(service('internal', 'webhooks'))
    const breaker = page.locator('.breaker[data-failures]')
    await expect(breaker).toHaveAttribute('data-threshold', '12')
    expect(Number(await breaker.getAttribute('data-failures'))).toBeGreaterThanOrEqual(3)
  })

  test('the last hour is drawn, and stands in a table too', async ({ page, world }) => {
    await world.open(service('shop', 'storefront'))
    // No page waits for CloudWatch: its part comes when the answer is there, without scripts with the next refresh.
    for (const metric of ['cpu', 'memory', 'requests']) {
      await expect(page.locator(`[data-metric="${metric}"]`)).toBeVisible({ timeout: 30_000 })
    }
    await expect(page.locator('[data-metric="cpu"]').getByRole('img')).toHaveAccessibleName(/CPU over the last hour: now \d+/)
    await page.getByText('As a table').click()
    await expect(page.getByRole('rowheader').first()).toBeVisible()
    await expect(page.getByRole('columnheader', { name: /^CPU/ })).toBeVisible()
  })
})
