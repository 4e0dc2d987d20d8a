/** An open page holds still under one’s hands while the estate changes underneath. */

import type { Locator } from '@playwright/test'

import { control, describeService, ecs, scale } from '../support/simulator'
import { expect, test } from '../support/test'

const cluster = 'shop'
const service = 'storefront'
const payload = '"><img src=x onerror=alert(1)><script>alert(2)</script>'

let before = 0

/** Where in its table a row stands, counted from 0. */
const place = (row: Locator): Promise<number> => row.evaluate((row) => [...row.parentElement!.children].indexOf(row))

test.beforeAll(async () => {
  await control('POST', 'clock', { speed: 1 })
  before = (await describeService(cluster, service)).desiredCount
})

test.afterEach(async () => {
  await control('DELETE', 'faults')
  if ((await describeService(cluster, service)).desiredCount !== before) await scale(cluster, service, before)
})

test('a row with the focus stays where it is while the list sorts itself anew, and moves when it is left', async ({ page, world }) => {
  await world.open('/env/demo/services')
  const row = page.locator(`tr[data-service="${service}"]`)
  const link = row.locator('a.name')
  await expect(row).toHaveAttribute('data-level', 'steady')
  const first = await place(row)
  await link.focus()
  await scale(cluster, service, before + 1)
  await expect(row).not.toHaveAttribute('data-level', 'steady')
  await expect(link).toBeFocused()
  expect(await place(row)).toBe(first)
  const note = page.locator('[data-order-note]')
  await expect(note).toBeVisible()
  await note.getByRole('button', { name: 'Sort now' }).click()
  await expect(note).toBeHidden()
  expect(await place(row)).toBeLessThan(first)
})

test('a row under the pointer does not move away', async ({ page, world }) => {
  await world.open('/env/demo/services')
  const row = page.locator(`tr[data-service="${service}"]`)
  await expect(row).toHaveAttribute('data-level', 'steady')
  await row.hover()
  const [first, top] = [await place(row), (await row.boundingBox())!.y]
  await scale(cluster, service, before + 1)
  await expect(row).not.toHaveAttribute('data-level', 'steady')
  expect((await row.boundingBox())!.y).toBe(top)
  await page.locator('h1').hover()
  await expect.poll(() => place(row)).toBeLessThan(first)
})

test('selection, what is unfolded, and the place on the page stay', async ({ page, world }) => {
  await world.open(`/env/demo/clusters/${cluster}/services/${service}`)
  const numbers = page.locator('details.numbers')
  await numbers.locator('summary').click()
  const heading = page.getByRole('heading', { name: 'Last hour' })
  await heading.evaluate((heading) => {
    heading.scrollIntoView()
    getSelection()!.selectAllChildren(heading)
  })
  const top = (await heading.boundingBox())!.y
  await scale(cluster, service, before + 1)
  await expect(page.locator('main')).toContainText(new RegExp(`of ${before + 1}\\b`))
  await expect(numbers).toHaveAttribute('open', '')
  expect(await page.evaluate(() => String(getSelection()))).toBe('Last hour')
  // What stands above may have grown; what one looks at stays where it is.
  expect(Math.abs((await heading.boundingBox())!.y - top)).toBeLessThan(5)
})

test('a target that changes is marked', async ({ page, world }) => {
  await world.open(`/env/demo/target-groups/${service}`)
  await scale(cluster, service, before - 1)
  await expect(page.locator('tr[data-target][data-changed]').first()).toBeVisible({ timeout: 40_000 })
})

test('a rule whose targets change is marked', async ({ page, world }) => {
  await world.open('/env/demo/traffic')
  await scale(cluster, service, 0)
  await expect(page.locator('tr[data-rule-priority][data-changed]').first()).toBeVisible({ timeout: 50_000 })
})

test('an instance that changes is marked', async ({ page, world }) => {
  const { containerInstanceArns } = await ecs<any>('ListContainerInstances', { cluster: 'batch' })
  const containerInstances = containerInstanceArns.slice(0, 1)
  await world.open('/env/demo/clusters/batch/instances')
  try {
    await ecs('UpdateContainerInstancesState', { cluster: 'batch', containerInstances, status: 'DRAINING' })
    await expect(page.locator('tr[data-instance][data-changed]').first()).toBeVisible({ timeout: 40_000 })
  } finally {
    await ecs('UpdateContainerInstancesState', { cluster: 'batch', containerInstances, status: 'ACTIVE' })
  }
})

test('markup that arrives with news stays text', async ({ page, world }) => {
  let dialogs = 0
  page.on('dialog', (dialog) => {
    dialogs += 1
    void dialog.dismiss()
  })
  const { services } = await ecs<any>('DescribeServices', { cluster: 'internal', services: ['webhooks'] })
  const { tasks } = await ecs<any>('RunTask', {
    cluster: 'internal',
    taskDefinition: services[0].taskDefinition,
    launchType: 'FARGATE',
    startedBy: 'journey',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0123456789abcdef0'] } },
  })
  world.expectMessage(/status of 404/)
  const path = `/env/demo/clusters/internal/tasks/${tasks[0].taskArn.split('/').pop()}`
  await expect(async () => expect((await page.goto(path))?.status()).toBe(200)).toPass({ timeout: 30_000 })
  await expect(page.locator('body[data-hydrated]')).toBeAttached()
  await ecs('StopTask', { cluster: 'internal', task: tasks[0].taskArn, reason: payload })
  await expect(page.locator('main')).toContainText('<img src=x onerror=alert(1)>', { timeout: 40_000 })
  expect(await page.locator('main img, main script').count()).toBe(0)
  expect(dialogs).toBe(0)
})

test('a part without an answer leaves the others where they are', async ({ page, world }) => {
  await control('POST', 'faults', { kind: 'access-denied', operation: 'GetMetricData' })
  await world.open(`/env/demo/clusters/${cluster}/services/reviews`)
  await expect(page.locator('[data-part="metrics"]')).toContainText('cloudwatch:GetMetricData', { timeout: 20_000 })
  await expect(page.locator('.verdict')).toHaveAttribute('data-level', /degraded|down/)
  await expect(page.locator('[data-part="traffic"] .lane').first()).toBeVisible()
})

test.describe('while CloudWatch takes ten seconds', () => {
  test('the page of a service is whole but for its metrics, and they arrive by themselves', async ({ page, request }) => {
    await control('POST', 'faults', { kind: 'latency', operation: 'GetMetricData', milliseconds: 10_000 })
    const path = `/env/demo/clusters/${cluster}/services/accounts`
    const took: number[] = []
    // The quickest of a few: how busy the machine is meanwhile says nothing about what the page waits for.
    for (let visit = 0; visit < 5; visit += 1) {
      const asked = Date.now()
      const document = await (await request.get(path)).text()
      took.push(Date.now() - asked)
      expect(document).toContain('class="verdict"')
      expect(document).toContain('data-part="tasks"')
      expect(document).toMatch(/data-part="metrics"[^>]*data-pending/)
    }
    console.log(`the document took ${took.join(', ')} ms`)
    expect(Math.min(...took)).toBeLessThan(300)
    await page.goto(path)
    await expect(page.locator('[data-part="metrics"] .charts')).toBeVisible({ timeout: 30_000 })
  })
})

test('when the server does not answer, the page stays as it is and the bar says so', async ({ page, context, world }) => {
  world.expectMessage(/Failed to load resource|ERR_INTERNET_DISCONNECTED/)
  await world.open('/env/demo/services')
  const rows = await page.locator('main tr[data-service]').count()
  await context.setOffline(true)
  await expect(page.locator('.fresh')).toHaveClass(/lost/, { timeout: 30_000 })
  await expect(page.locator('main tr[data-service]')).toHaveCount(rows)
  await context.setOffline(false)
  await expect(page.locator('.fresh')).not.toHaveClass(/lost/, { timeout: 30_000 })
})
