/** The story of the demo: an image that answers 502 is deployed, noticed, counted, rolled back – and not called steady. */

import { advanceUntil, control, deployTag, newestDeployment, targetStates } from '../support/simulator'
import { expect, test } from '../support/test'

const cluster = 'shop'
const service = 'vouchers'
const page_of_it = `/env/demo/clusters/${cluster}/services/${service}`

/** From a change in the simulator to the open page. */
const soon = { timeout: 20_000 }

test.describe.configure({ mode: 'serial' })

test.beforeAll(() => control('POST', 'clock', { speed: 0 }))
test.afterAll(() => control('POST', 'clock', { speed: 1 }))

test('the open page tells which targets, which code, how many failures, the rollback, and the old revision', async ({ page, world }) => {
  test.setTimeout(180_000)
  await world.watch(page_of_it)
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toHaveAttribute('data-level', 'steady')

  const revision = await deployTag(cluster, service, '3.3.0-bad-gateway')
  const card = page.locator('.rollout')
  await expect(card).toContainText(`${service}:${revision}`, soon)

  await advanceUntil('a target is unhealthy', async () => (await targetStates(cluster, service)).includes('unhealthy'), 2, 240)
  await expect(card).toHaveAttribute('data-state', 'IN_PROGRESS', soon)
  await expect(page.locator('.pair[data-state="unhealthy"]').first()).toContainText('Target.ResponseCodeMismatch', soon)
  await expect(page.locator('.reasons')).toContainText('502')
  await expect(card.locator('.failing')).toContainText('[502]', soon)

  const failures = async () => (await newestDeployment(cluster, service)).deploymentCircuitBreaker.failureCount
  await advanceUntil('the circuit breaker counts a failure', async () => (await failures()) > 0, 2, 240)
  await expect(page.locator('.breaker[data-threshold="3"]')).not.toHaveAttribute('data-failures', '0', soon)
  await expect(heading).toHaveAttribute('data-level', 'degraded', soon)

  const status = async () => (await newestDeployment(cluster, service)).status
  await advanceUntil('the deployment is rolled back', async () => (await status()) === 'ROLLBACK_SUCCESSFUL', 5, 1500)
  await expect(card).toHaveAttribute('data-state', 'ROLLBACK_SUCCESSFUL', soon)
  await expect(heading).toHaveAttribute('data-rule', '7', soon)
  await expect(heading).toHaveAttribute('data-level', 'degraded')
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('OLD revision')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })
  test('the same is told afterwards, and the history holds what was tried', async ({ page, world }) => {
    await world.open(page_of_it)
    await expect(page.getByRole('heading', { level: 1 })).toHaveAttribute('data-rule', '7')
    await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('OLD revision')
    await world.open(`${page_of_it}/deployments`)
    const row = page.locator('tr[data-deployment]').first()
    await expect(row).toHaveAttribute('data-state', 'ROLLBACK_SUCCESSFUL')
    await expect(row).toContainText('bad-gateway')
  })
})
