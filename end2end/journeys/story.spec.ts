/** The story of the demo: an image that answers 502 is deployed, noticed, counted, rolled back – and not called steady. */

import { control, deployTag } from '../support/simulator'
import { expect, test } from '../support/test'

const page_of_it = '/env/demo/clusters/shop/services/vouchers'

test.describe.configure({ mode: 'serial' })

test.beforeAll(() => control('POST', 'clock', { speed: 1 }))
test.afterAll(() => control('POST', 'clock', { speed: 1 }))

test('the page tells of a bad image: which targets, which code, how many failures, the rollback, and the old revision', async ({ page, world }) => {
  test.setTimeout(240_000)
  await world.open(page_of_it)
  await expect(page.getByRole('heading', { level: 1 })).toHaveAttribute('data-level', 'steady')
  await page.waitForTimeout(3000)
  const revision = await deployTag('shop', 'vouchers', '3.3.0-bad-gateway')
  const card = page.locator('.rollout')
  await expect(card).toContainText(`vouchers:${revision}`)
  await expect(card).toHaveAttribute('data-state', 'IN_PROGRESS')
  await control('POST', 'clock', { speed: 10 })
  const failing = page.locator('.pair[data-state="unhealthy"]').first()
  await expect(failing).toContainText('Target.ResponseCodeMismatch', { timeout: 60_000 })
  await expect(page.locator('.reasons')).toContainText('502')
  await expect(page.locator('.breaker[data-threshold="3"]:not([data-failures="0"])')).toBeVisible({ timeout: 60_000 })
  await expect(card).toHaveAttribute('data-state', /ROLLBACK_(IN_PROGRESS|SUCCESSFUL)/, { timeout: 60_000 })
  await expect(card).toHaveAttribute('data-state', 'ROLLBACK_SUCCESSFUL', { timeout: 90_000 })
  await control('POST', 'clock', { speed: 1 })
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toHaveAttribute('data-rule', '7', { timeout: 30_000 })
  await expect(heading).toHaveAttribute('data-level', 'degraded')
  await expect(page.locator('.verdict')).toContainText('OLD revision')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })
  test('the same is told afterwards, and the history holds what was tried', async ({ page, world }) => {
    await world.open(page_of_it)
    await expect(page.getByRole('heading', { level: 1 })).toHaveAttribute('data-rule', '7')
    await expect(page.locator('.verdict')).toContainText('OLD revision')
    await world.open(`${page_of_it}/deployments`)
    const row = page.locator('tr[data-deployment]').first()
    await expect(row).toHaveAttribute('data-state', 'ROLLBACK_SUCCESSFUL')
    await expect(row).toContainText('bad-gateway')
  })
})
