/** What a plan knows besides what it changes: whether images exist, what it costs, and what would undo it. */

import type { Page } from '@playwright/test'

import { control, describeService } from '../support/simulator'
import { expect, test, withAndWithoutJavaScript } from '../support/test'

const service = (name: string) => `/env/demo/clusters/shop/services/${name}`

/** What the plan says that it brings along. */
const brings = (page: Page) => page.getByRole('list', { name: 'What it brings along' })

/** Calls of one operation since the journal was cleared. */
async function calls(operation: string): Promise<any[]> {
  const { calls } = await control('GET', `journal?operation=${operation}`)
  return calls
}

/** Fills the reason in and presses the button that carries the plan out. */
async function apply(page: Page, reason: string): Promise<void> {
  await page.getByLabel('Reason').fill(reason)
  await page.getByRole('form', { name: 'Carry the plan out' }).getByRole('button', { name: 'Scale' }).click()
}

test('a plan says whether ECR has the image, and why it could not be seen', async ({ page, world }) => {
  await world.open(`${service('pricing')}/deploy-image`)
  const image = page.getByRole('group', { name: 'pricing' }).getByLabel('Image')
  const now = await image.inputValue()
  const repository = now.slice(0, now.lastIndexOf(':'))
  await image.fill(`${repository}:7.7.7`)
  await page.getByRole('button', { name: 'Show the plan' }).click()
  await expect(brings(page)).toContainText('ECR has shop/pricing:7.7.7: sha256:')
  await image.fill(`${repository}:missing`)
  await page.getByRole('button', { name: 'Plan again' }).click()
  await expect(brings(page)).toContainText('ECR has no shop/pricing:missing')
  await control('POST', 'faults', { operation: 'DescribeImages', count: 1, kind: 'access-denied' })
  await image.fill(`${repository}:7.7.8`)
  await page.getByRole('button', { name: 'Plan again' }).click()
  await expect(brings(page)).toContainText('could not be seen: IAM does not allow ecr:DescribeImages.')
})

withAndWithoutJavaScript(() => {
  test('a count out of its bounds moves the bound with it, and back', async ({ page, world }) => {
    const { desiredCount: before } = await describeService('shop', 'pricing-next')
    await world.open(`${service('pricing-next')}/scale`)
    await page.getByLabel('Desired count').fill('6')
    await page.getByRole('button', { name: 'Show the plan' }).click()
    await expect(brings(page)).toContainText('keeps it between 1 and 4: its next action sets 4.')
    await expect(brings(page)).toContainText('in eu-central-1, without discounts.')
    await page.getByRole('link', { name: 'Raise its maximum to 6 as well' }).click()
    await expect(page.getByRole('heading', { name: `pricing-next: ${before} → 6 tasks, scale up to 6 at the most` })).toBeVisible()
    await control('DELETE', 'journal')
    const reason = `A sale (${Date.now()})`
    await apply(page, reason)
    const news = page.getByRole('note').filter({ hasText: reason })
    await expect(news).toContainText('Done')
    expect((await describeService('shop', 'pricing-next')).desiredCount).toBe(6)
    const [target, ...more] = await calls('RegisterScalableTarget')
    expect(more).toEqual([])
    expect(target.parameters.MaxCapacity).toBe(6)
    expect(await calls('UpdateService')).toHaveLength(1)
    await news.getByRole('link', { name: 'Undo' }).click()
    await expect(page.getByRole('heading', { name: new RegExp(`pricing-next: 6 → ${before} tasks?, scale up to 4 at the most`) })).toBeVisible()
    await apply(page, `It is over (${reason})`)
    await expect(page.getByRole('note').filter({ hasText: `It is over (${reason})` })).toContainText('Done')
    expect((await describeService('shop', 'pricing-next')).desiredCount).toBe(before)
  })
})

