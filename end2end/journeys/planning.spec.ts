/** What a plan knows besides what it changes: whether images exist. */

import type { Page } from '@playwright/test'

import { control } from '../support/simulator'
import { expect, test } from '../support/test'

const service = (name: string) => `/env/demo/clusters/shop/services/${name}`

/** What the plan says that it brings along. */
const brings = (page: Page) => page.getByRole('list', { name: 'What it brings along' })

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
