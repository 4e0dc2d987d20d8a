/** Editing a task definition: the form, its JSON, what is wrong, the plan, and what is registered. */

import type { Page } from '@playwright/test'

import { control, describeService, ecs } from '../support/simulator'
import { expect, test, withAndWithoutJavaScript } from '../support/test'

const service = (name: string) => `/env/demo/clusters/shop/services/${name}`

async function apply(page: Page, button: string, reason: string): Promise<void> {
  await page.getByLabel('Reason').fill(reason)
  await page.getByRole('form', { name: 'Carry the plan out' }).getByRole('button', { name: button }).click()
}

/** The one with the plan; the other is what Enter presses. */
const showPlan = (page: Page) => page.getByRole('button', { name: 'Show the plan' }).click()

const definition = async (taskDefinition: string) => (await ecs<any>('DescribeTaskDefinition', { taskDefinition })).taskDefinition

withAndWithoutJavaScript(() => {
  test('a definition is edited in its fields, mended, planned, deployed, and differs in nothing else', async ({ page, world }) => {
    await world.open(service('pricing'))
    const { taskDefinition: before } = await describeService('shop', 'pricing')
    await page.getByRole('link', { name: 'Edit task definition' }).click()
    await page.getByLabel('Memory', { exact: true }).fill('7')
    world.expectMessage(/422/)
    await showPlan(page)
    const alert = page.getByRole('alert')
    await expect(alert).toContainText('not right yet')
    const memory = page.getByLabel('Memory', { exact: true })
    await expect(memory).toHaveValue('7')
    await expect(memory).toHaveAttribute('aria-invalid', 'true')
    const next = String(2 * Number((await definition(before)).memory))
    await memory.fill(next)
    await showPlan(page)
    await expect(page.getByRole('heading', { name: 'pricing: deploy an edited pricing' })).toBeVisible()
    await expect(page.getByRole('row').filter({ hasText: 'memory' })).toContainText(next)
    await control('DELETE', 'journal')
    const reason = `More memory (${Date.now()})`
    await apply(page, 'Register and deploy', reason)
    await expect(page.getByRole('note').filter({ hasText: reason })).toContainText('Done')
    const { calls } = await control('GET', 'journal?operation=RegisterTaskDefinition')
    expect(calls).toHaveLength(1)
    const { taskDefinition: after } = await describeService('shop', 'pricing')
    const [old, fresh] = [await definition(before), await definition(after)]
    expect(fresh.containerDefinitions).toEqual(old.containerDefinitions)
    expect([old.memory, fresh.memory]).not.toEqual([next, old.memory])
    expect(fresh.memory).toBe(next)
  })

  test('a sidecar is added, filled in and registered without being deployed', async ({ page, world }) => {
    const { taskDefinition: running } = await describeService('shop', 'catalog')
    const [family, revision] = running.split('/').pop()!.split(':')
    await world.open(`/env/demo/task-definitions/${family}/${revision}`)
    await page.getByRole('link', { name: 'Edit', exact: true }).click()
    const name = `proxy${Date.now()}`
    await page.getByLabel('Another container').fill(name)
    world.expectMessage(/422/)
    await page.getByRole('button', { name: 'Add it' }).click()
    await expect(page.getByRole('alert')).toContainText(`${name}: `)
    await page.locator(`[id="edit-container.${name}.image"]`).fill('public.ecr.aws/nginx/nginx:1.27')
    await showPlan(page)
    await expect(page.getByRole('heading', { name: `Register a new revision of ${family}` })).toBeVisible()
    await apply(page, 'Register', 'A proxy')
    await expect(page).toHaveURL(new RegExp(`/env/demo/task-definitions/${family}/\\d+$`))
    const registered = page.url().split('/').pop()
    expect(registered).not.toBe(revision)
    const { containerDefinitions } = await definition(`${family}:${registered}`)
    expect(containerDefinitions.map((container: { name: string }) => container.name)).toContain(name)
    expect((await describeService('shop', 'catalog')).taskDefinition).toBe(running)
  })
})

test('values that are not shown are kept, and one that is typed is not shown again', async ({ page, world }) => {
  await world.open(`${service('storefront')}/edit`)
  const variables = page.locator('[id="edit-container.storefront.environment"]')
  await expect(variables).toHaveValue(/NODE_ENV=••••••/)
  await variables.fill((await variables.inputValue()) + '\nNEW=typed-canary')
  await showPlan(page)
  await expect(page.getByRole('row').filter({ hasText: 'environment.NEW' })).toBeVisible()
  expect(await page.content()).not.toContain('typed-canary')
  await page.getByText('Edit further').click()
  await expect(variables).toHaveValue(/NEW=••••••/)
})

test('the JSON has an editor, which completes, shows what is wrong at its line, and is the same document', async ({ page, world }) => {
  await world.open(`${service('storefront')}/edit`)
  const editor = page.getByRole('textbox', { name: 'JSON' })
  await editor.click()
  await page.keyboard.press('ControlOrMeta+Home')
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.keyboard.type('"pidM')
  await page.getByRole('option', { name: 'pidMode' }).click()
  await expect(editor).toContainText('"pidMode"')
  await page.keyboard.type(': "nowhere",')
  await page.getByLabel('Memory', { exact: true }).fill('3')
  world.expectMessage(/422/)
  await showPlan(page)
  const fault = page.getByRole('alert').getByRole('link').first()
  await expect(fault).toContainText('memory')
  await expect(editor).toContainText('"pidMode": "nowhere"')
  // The editor draws only the lines in sight; the text area holds them all.
  await expect(page.locator('#edit-text')).toHaveValue(/"memory": "3"/)
  await expect(page.getByLabel('Memory', { exact: true })).toHaveValue('3')
})

test('by keyboard alone, from the service to the plan', async ({ page, world }) => {
  await world.open(`${service('storefront')}/edit`)
  await page.getByLabel('Memory', { exact: true }).focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('4096')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'storefront: deploy an edited storefront' })).toBeVisible()
})

test('a revision is told as code', async ({ page, world }) => {
  const { taskDefinition } = await describeService('shop', 'storefront')
  const [family, revision] = taskDefinition.split('/').pop()!.split(':')
  await world.open(`/env/demo/task-definitions/${family}/${revision}/raw`)
  const code = page.locator('section').filter({ has: page.getByRole('heading', { name: 'As code' }) })
  await expect(code).toContainText('aws ecs register-task-definition')
  await expect(code).toContainText('resource "aws_ecs_task_definition" "storefront"')
  await expect(code).toContainText('AWS::ECS::TaskDefinition')
})
