/** What the demo is for, by keyboard alone: a bad image is deployed, fails, is understood, and put right; all of it is in the record. */

import type { Locator, Page } from '@playwright/test'

import { advanceUntil, control, describeService, newestDeployment } from '../support/simulator'
import { expect, test } from '../support/test'

const [cluster, service] = ['shop', 'vouchers']
const page_of_it = `/env/demo/clusters/${cluster}/services/${service}`

/** From a change in the simulator to the open page. */
const soon = { timeout: 20_000 }

test.beforeAll(() => control('POST', 'clock', { speed: 0 }))
test.afterAll(() => control('POST', 'clock', { speed: 1 }))

/** Goes from what has the focus to another thing, as somebody without a mouse does. */
async function tabTo(page: Page, thing: Locator): Promise<void> {
  await expect(thing).toBeVisible()
  for (let steps = 0; steps < 250; steps += 1) {
    if (await thing.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reaches ${thing}`)
}

async function follow(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, page.getByRole('link', { name, exact: true }).first())
  await page.keyboard.press('Enter')
}

async function type(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(text)
}

async function carryOut(page: Page, button: string, reason: string): Promise<void> {
  await type(page, page.getByLabel('Reason'), reason)
  await tabTo(page, page.getByRole('form', { name: 'Carry the plan out' }).getByRole('button', { name: button }))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`${page_of_it}$`))
  await expect(page.getByRole('note').filter({ hasText: reason })).toContainText('Done', soon)
}

async function deploy(page: Page, tag: string, reason: string): Promise<void> {
  await follow(page, 'Deploy image')
  const image = page.getByRole('group', { name: service }).getByLabel('Image')
  await expect(image).toBeVisible()
  const name = (await image.inputValue()).split(':')[0]
  await type(page, image, `${name}:${tag}`)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: `${service}: deploy ${name}:${tag}` })).toBeVisible()
  await carryOut(page, 'Deploy image', reason)
}

test('from the bad image to the good one, and to the record of it', async ({ page, world }) => {
  test.setTimeout(240_000)
  const run = Date.now()
  const reasons = ['A new build', 'The build that works', 'More visitors', 'It is over'].map((why) => `${why} (${run})`)
  await world.watch(page_of_it)
  await deploy(page, '3.4.0-bad-gateway', reasons[0])
  const status = async () => (await newestDeployment(cluster, service)).status
  await advanceUntil('the deployment is rolled back', async () => (await status()) === 'ROLLBACK_SUCCESSFUL', 5, 1800)
  const verdict = page.getByRole('region', { name: 'Verdict' })
  await expect(verdict).toContainText('OLD revision', soon)
  await expect(page.locator('main')).toContainText('502')

  await follow(page, /^Deployments/)
  await expect(page.locator('tr[data-deployment]').first()).toContainText('bad-gateway')
  await tabTo(page, page.locator('tr[data-deployment]').first().getByRole('link', { name: /ompare/ }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row').filter({ hasText: `${service}.image` })).toContainText('3.4.0-bad-gateway')

  await world.watch(page_of_it)
  await deploy(page, '3.4.1', reasons[1])
  await advanceUntil('the deployment is done', async () => (await status()) === 'SUCCESSFUL', 5, 1800)
  await expect(page.getByRole('heading', { level: 1 })).toHaveAttribute('data-level', 'steady', soon)

  const { desiredCount: before } = await describeService(cluster, service)
  await follow(page, 'Scale')
  await type(page, page.getByLabel('Desired count'), '6')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: `${service}: ${before} → 6 tasks` })).toBeVisible()
  await carryOut(page, 'Scale', reasons[2])
  expect((await describeService(cluster, service)).desiredCount).toBe(6)
  await follow(page, 'Undo')
  await expect(page.getByRole('heading', { name: `${service}: 6 → ${before} tasks` })).toBeVisible()
  await carryOut(page, 'Scale', reasons[3])
  expect((await describeService(cluster, service)).desiredCount).toBe(before)

  await follow(page, 'Audit')
  await type(page, page.locator('main').getByRole('searchbox'), String(run))
  await page.keyboard.press('Enter')
  const rows = page.locator('main').getByRole('row')
  for (const reason of reasons) await expect(rows.filter({ hasText: reason }).first()).toContainText('Done')
})
