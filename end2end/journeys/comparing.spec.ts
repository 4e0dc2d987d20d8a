/** A revision beside another one. */

import { deployTag, describeService, ecs } from '../support/simulator'
import { expect, test, withAndWithoutJavaScript } from '../support/test'

withAndWithoutJavaScript(() => {
  test('a revision that nobody runs is deregistered and deleted', async ({ page, world }) => {
    const { taskDefinition } = await describeService('shop', 'pricing')
    const { containerDefinitions, ...rest } = (await ecs<any>('DescribeTaskDefinition', { taskDefinition })).taskDefinition
    const { executionRoleArn, networkMode, requiresCompatibilities, cpu, memory } = rest
    const spare = { family: `spare-${Date.now()}`, containerDefinitions, executionRoleArn, networkMode, requiresCompatibilities, cpu, memory }
    const registered = (await ecs<any>('RegisterTaskDefinition', spare)).taskDefinition
    const name = `${registered.family}:${registered.revision}`
    await world.open(`/env/demo/task-definitions/${registered.family}/${registered.revision}`)
    await page.getByRole('navigation', { name: 'Change it' }).getByRole('link', { name: 'Deregister', exact: true }).click()
    await expect(page.getByRole('heading', { name: `Deregister ${name}`, level: 1 })).toBeVisible()
    const send = (button: string) =>
      page.getByRole('form', { name: 'Carry the plan out' }).getByRole('button', { name: button }).click()
    await page.getByLabel('Reason').fill('Nobody needs it.')
    await send('Deregister')
    await expect(page.locator('.tag', { hasText: 'INACTIVE' })).toBeVisible()
    await page.getByRole('navigation', { name: 'Change it' }).getByRole('link', { name: 'Delete', exact: true }).click()
    await page.getByLabel('Name', { exact: true }).fill(name)
    await send('Delete')
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
    await world.open(`/audit?q=${encodeURIComponent(name)}`)
    await expect(page.getByRole('link', { name: `Delete ${name}` })).toBeVisible()
    await expect(page.getByRole('link', { name: `Deregister ${name}` })).toBeVisible()
  })

  test('what a new revision changed is one click away, and any other revision can be named', async ({ page, world }) => {
    const revision = await deployTag('shop', 'pricing', `compared-${Date.now()}`)
    await world.open(`/env/demo/task-definitions/pricing/${revision}`)
    await page.getByRole('navigation', { name: 'Forms of this revision' }).getByRole('link', { name: 'Compare' }).click()
    await expect(page.getByRole('heading', { name: /^Different from pricing:\d+$/ })).toBeVisible()
    await expect(page.getByRole('rowheader', { name: 'pricing.image' })).toBeVisible()
    await page.getByLabel('Compare with').fill(`pricing:${revision}`)
    await page.getByRole('button', { name: 'Compare' }).click()
    await expect(page.getByRole('heading', { name: `The same as pricing:${revision}` })).toBeVisible()
    world.expectMessage(/422/)
    await page.getByLabel('Compare with').fill('nothing:1')
    await page.getByRole('button', { name: 'Compare' }).click()
    await expect(page.getByRole('alert')).toContainText('Choose one that exists.')
    await expect(page.getByLabel('Compare with')).toHaveValue('nothing:1')
  })
})
