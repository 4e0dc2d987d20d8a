/** Changing things: plan, confirm, watch, undo; each with and without JavaScript, and ECS asked from outside what became of it. */

import type { Page } from '@playwright/test'

import { planned, send } from '../support/change'
import { demo } from '../support/demos'
import { control, describeService, ecs, newestDeployment, scale } from '../support/simulator'
import { expect, test, withAndWithoutJavaScript } from '../support/test'

const service = (cluster: string, name: string) => `/env/demo/clusters/${cluster}/services/${name}`

/** Calls of one operation since the journal was cleared. */
async function calls(operation: string): Promise<any[]> {
  const { calls } = await control('GET', `journal?operation=${operation}`)
  return calls
}

async function fresh(): Promise<void> {
  await control('DELETE', 'journal')
}

/** Fills the reason in and presses the button that carries the plan out. */
async function apply(page: Page, button: string, reason: string): Promise<void> {
  await page.getByLabel('Reason').fill(reason)
  await page.getByRole('form', { name: 'Carry the plan out' }).getByRole('button', { name: button }).click()
}

withAndWithoutJavaScript(() => {
  test('a service is scaled, the change is seen, undone, and found in the record', async ({ page, world }, { project }) => {
    await world.open(service('shop', 'catalog'))
    const { desiredCount: before } = await describeService('shop', 'catalog')
    const reason = `More visitors (${project.name} ${Date.now()})`
    await page.getByRole('link', { name: 'Scale', exact: true }).click()
    await page.getByLabel('Desired count').fill(String(before + 2))
    await page.getByRole('button', { name: 'Show the plan' }).click()
    await expect(page.getByRole('heading', { name: `catalog: ${before} → ${before + 2} tasks` })).toBeVisible()
    await fresh()
    await apply(page, 'Scale', reason)
    await expect(page).toHaveURL(new RegExp(`${service('shop', 'catalog')}$`))
    const news = page.getByRole('note').filter({ hasText: reason })
    await expect(news).toContainText(`catalog: ${before} → ${before + 2} tasks`)
    await expect(news).toContainText('Done')
    expect((await describeService('shop', 'catalog')).desiredCount).toBe(before + 2)
    const [call, ...more] = await calls('UpdateService')
    expect(more).toEqual([])
    expect(Object.keys(call.parameters).sort()).toEqual(['cluster', 'desiredCount', 'service'])
    await news.getByRole('link', { name: 'Undo' }).click()
    await expect(page.getByRole('heading', { name: `catalog: ${before + 2} → ${before} tasks` })).toBeVisible()
    await apply(page, 'Scale', 'It is over.')
    await expect(page.getByRole('note').filter({ hasText: 'It is over.' })).toBeVisible()
    expect((await describeService('shop', 'catalog')).desiredCount).toBe(before)
    await world.open(`/audit?q=${encodeURIComponent(reason)}`)
    await page.getByRole('link', { name: `catalog: ${before} → ${before + 2} tasks` }).click()
    await expect(page.getByText(reason)).toBeVisible()
    await expect(page.getByText('desiredCount')).toBeVisible()
  })

  test('a plan whose service has changed is not carried out, and says what has changed', async ({ page, world }) => {
    const { desiredCount: before } = await describeService('shop', 'wishlist')
    await world.open(`${service('shop', 'wishlist')}/scale?desired=${before + 3}`)
    await scale('shop', 'wishlist', before + 1)
    await fresh()
    world.expectMessage(/409/)
    await apply(page, 'Scale', 'Too late')
    await expect(page.getByRole('alert')).toContainText('This service has changed since you saw it')
    await expect(page.getByRole('note').filter({ hasText: 'It has changed since' })).toContainText('desiredCount')
    await expect(page.getByRole('heading', { name: `wishlist: ${before + 1} → ${before + 3} tasks` })).toBeVisible()
    await expect(page.getByLabel('Reason')).toHaveValue('Too late')
    expect(await calls('UpdateService')).toEqual([])
    await scale('shop', 'wishlist', before)
  })

  test('what is no count is said at the field, and what was typed stays', async ({ page, world }) => {
    world.expectMessage(/422/)
    for (const bad of ['-1', '1.5', '5001', '<b>']) {
      await world.open(`${service('shop', 'catalog')}/scale?desired=${encodeURIComponent(bad)}`)
      await expect(page.getByLabel('Desired count')).toHaveValue(bad)
      await expect(page.getByLabel('Desired count')).toHaveAttribute('aria-invalid', 'true')
      await expect(page.getByRole('alert')).toContainText('Enter a whole number from 0 to 5000.')
    }
  })

  test('scaling to zero has to be typed', async ({ page, world }) => {
    const { desiredCount: before } = await describeService('shop', 'shipping')
    await world.open(`${service('shop', 'shipping')}/scale?desired=0`)
    await expect(page.getByRole('list', { name: 'What it brings along' })).toContainText('nothing serves any more')
    world.expectMessage(/422/)
    await apply(page, 'Scale', 'Closing')
    await expect(page.getByRole('alert')).toContainText('Type the name exactly as it is shown.')
    expect((await describeService('shop', 'shipping')).desiredCount).toBe(before)
  })

  test('what AWS refuses is said in its words', async ({ page, world }) => {
    await world.open(`${service('shop', 'catalog')}/redeploy`)
    await control('POST', 'faults', { operation: 'UpdateService', count: 1, kind: 'access-denied' })
    world.expectMessage(/403/)
    await apply(page, 'Redeploy', 'Not allowed')
    await expect(page.getByRole('alert')).toContainText('IAM does not allow ecs:UpdateService')
  })
})

withAndWithoutJavaScript(() => {
  test('an image is deployed as a new revision, which boto3 would find the same but for the image', async ({ page, world }) => {
    await world.open(service('shop', 'pricing'))
    const { taskDefinition: before } = await describeService('shop', 'pricing')
    await page.getByRole('link', { name: 'Deploy image' }).click()
    const image = page.getByRole('group', { name: 'pricing' }).getByLabel('Image')
    const now = await image.inputValue()
    const other = `${now.slice(0, now.lastIndexOf(':'))}:journey-${Date.now()}`
    await image.fill('<b>')
    world.expectMessage(/422/)
    await page.getByRole('button', { name: 'Show the plan' }).click()
    await expect(page.getByRole('alert')).toContainText('Enter an image such as registry/name:tag')
    await image.fill(other)
    await page.getByRole('button', { name: 'Show the plan' }).click()
    await expect(page.getByRole('heading', { name: `pricing: deploy ${other}` })).toBeVisible()
    await fresh()
    const reason = `A new build (${Date.now()})`
    await apply(page, 'Deploy image', reason)
    await expect(page.getByRole('note').filter({ hasText: reason })).toContainText('Done')
    expect(await calls('RegisterTaskDefinition')).toHaveLength(1)
    const [call, ...more] = await calls('UpdateService')
    expect(more).toEqual([])
    expect(Object.keys(call.parameters).sort()).toEqual(['cluster', 'service', 'taskDefinition'])
    const { taskDefinition: after } = await describeService('shop', 'pricing')
    const definition = async (taskDefinition: string) =>
      JSON.parse(JSON.stringify((await ecs<any>('DescribeTaskDefinition', { taskDefinition })).taskDefinition.containerDefinitions))
    const expected = await definition(before)
    expected.find(({ name }: { name: string }) => name === 'pricing').image = other
    expect(await definition(after)).toEqual(expected)
  })
})

test('a canary deployment is stopped and rolled back', async ({ page, world }) => {
  await world.open(service('shop', 'search'))
  await page.getByRole('link', { name: 'Stop deployment' }).click()
  await page.getByRole('button', { name: 'Show the plan' }).click()
  await expect(page.getByRole('heading', { name: /stop the deployment of search:\d+ and go back/ })).toBeVisible()
  await fresh()
  await apply(page, 'Stop deployment', 'Too many errors.')
  await expect(page.getByRole('note').filter({ hasText: 'Too many errors.' })).toContainText('Done')
  expect(await calls('StopServiceDeployment')).toHaveLength(1)
  expect((await newestDeployment('shop', 'search')).status).toMatch(/^ROLLBACK_/)
})

test('a deployment that waits for a decision is continued', async ({ page, world }) => {
  await world.open(service('shop', 'notifications'))
  await page.getByRole('link', { name: 'Continue deployment' }).click()
  const brings = page.getByRole('list', { name: 'What it brings along' })
  await expect(brings).toContainText('The next stage is PRODUCTION_TRAFFIC_SHIFT.')
  await expect(brings).toContainText('Without a decision it is rolled back in')
  await fresh()
  await apply(page, 'Continue deployment', 'The test traffic looks well.')
  await expect(page.getByRole('note').filter({ hasText: 'The test traffic looks well.' })).toContainText('Done')
  const [call, ...more] = await calls('ContinueServiceDeployment')
  expect(more).toEqual([])
  expect(Object.keys(call.parameters).sort()).toEqual(['action', 'hookId', 'serviceDeploymentArn'])
})

test('settings of deployments begin as they are, and only what differs is sent', async ({ page, world }) => {
  const { deploymentConfiguration: before } = await describeService('shop', 'catalog')
  await world.open(service('shop', 'catalog'))
  await page.getByRole('link', { name: 'Change settings' }).click()
  await expect(page.getByLabel('Minimum healthy percent')).toHaveValue(String(before.minimumHealthyPercent))
  await page.getByLabel('Minimum healthy percent').fill('40')
  await page.getByRole('button', { name: 'Show the plan' }).click()
  await expect(page.getByRole('list', { name: 'What it brings along' })).toContainText('No deployment starts')
  await fresh()
  await apply(page, 'Change settings', 'Less room at night.')
  const news = page.getByRole('note').filter({ hasText: 'Less room at night.' })
  await expect(news).toContainText('Done')
  const [call, ...more] = await calls('UpdateService')
  expect(more).toEqual([])
  expect(call.parameters).toEqual({ cluster: 'shop', service: 'catalog', 'deploymentConfiguration.members': ['minimumHealthyPercent'] })
  await news.getByRole('link', { name: 'Undo' }).click()
  await apply(page, 'Change settings', 'As it was.')
  await expect(page.getByRole('note').filter({ hasText: 'As it was.' })).toContainText('Done')
  expect((await describeService('shop', 'catalog')).deploymentConfiguration).toEqual(before)
})

test('a setting that cannot be is said at its field', async ({ page, world }) => {
  world.expectMessage(/422/)
  await world.open(`${service('shop', 'catalog')}/settings?minimumHealthyPercent=100&maximumPercent=100`)
  await expect(page.getByLabel('Minimum healthy percent')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByRole('alert')).toContainText('no task can ever be replaced')
})

test('another revision is deployed after its differences were seen, and the one before comes back', async ({ page, world }) => {
  const { taskDefinition: before } = await describeService('shop', 'catalog')
  const [name, number] = before.split('/').pop().split(':')
  await world.open(service('shop', 'catalog'))
  await page.getByRole('link', { name: 'Deploy', exact: true }).click()
  await page.getByLabel('Task definition').selectOption(`${name}:${Number(number) - 1}`)
  await page.getByRole('button', { name: 'Show the plan' }).click()
  await expect(page.getByRole('row', { name: /image/ })).toContainText('catalog:')
  await apply(page, 'Deploy', 'A comparison.')
  await expect(page.getByRole('note').filter({ hasText: 'A comparison.' })).toContainText('Done')
  expect((await describeService('shop', 'catalog')).taskDefinition).toContain(`${name}:${Number(number) - 1}`)
  await page.getByRole('note').filter({ hasText: 'A comparison.' }).getByRole('link', { name: 'Undo' }).click()
  await apply(page, 'Roll back', 'Back again.')
  await expect(page.getByRole('note').filter({ hasText: 'Back again.' })).toContainText('Done')
  expect((await describeService('shop', 'catalog')).taskDefinition).toBe(before)
})

test('a task is stopped with the keyboard alone', async ({ page, world }) => {
  const { taskArns } = await ecs<any>('ListTasks', { cluster: 'shop', serviceName: 'catalog' })
  const id = taskArns[0].split('/').pop()
  await world.open(`/env/demo/clusters/shop/tasks/${id}`)
  await page.getByRole('link', { name: 'Stop task' }).focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('Reason').focus()
  await page.keyboard.type('It hangs.')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/tasks/${id}$`))
  const { tasks } = await ecs<any>('DescribeTasks', { cluster: 'shop', tasks: [id] })
  expect(tasks[0].desiredStatus).toBe('STOPPED')
  expect(tasks[0].stoppedReason).toContain('It hangs.')
})

test('a task is protected, and protected no longer', async ({ page, world }) => {
  const { taskArns } = await ecs<any>('ListTasks', { cluster: 'shop', serviceName: 'catalog' })
  const id = taskArns[0].split('/').pop()
  const protection = async () => (await ecs<any>('GetTaskProtection', { cluster: 'shop', tasks: [id] })).protectedTasks[0]
  await world.open(`/env/demo/clusters/shop/tasks/${id}`)
  await page.getByRole('link', { name: 'Protect task', exact: true }).click()
  await page.getByLabel('Minutes').fill('30')
  await page.getByRole('button', { name: 'Show the plan' }).click()
  await apply(page, 'Protect task', 'It converts a long film.')
  await expect(page).toHaveURL(new RegExp(`/tasks/${id}$`))
  expect((await protection()).protectionEnabled).toBe(true)
  await page.getByRole('link', { name: 'Stop task' }).click()
  await expect(page.getByRole('list', { name: 'What it brings along' })).toContainText('It is protected for')
  await page.getByRole('link', { name: 'Cancel' }).click()
  await page.getByRole('link', { name: 'Unprotect task' }).click()
  await apply(page, 'Unprotect task', 'The film is done.')
  await expect(page).toHaveURL(new RegExp(`/tasks/${id}$`))
  expect((await protection()).protectionEnabled).toBe(false)
})

withAndWithoutJavaScript(() => {
  test('a task is replaced by another that serves first', async ({ page, world }) => {
    test.setTimeout(180_000)
    const running = async (): Promise<string[]> => (await ecs<any>('ListTasks', { cluster: 'shop', serviceName: 'storefront' })).taskArns
    const before = await running()
    const id = before[0].split('/').pop()!
    const { desiredCount } = await describeService('shop', 'storefront')
    await world.open(`/env/demo/clusters/shop/tasks/${id}`)
    await page.getByRole('link', { name: 'Replace task' }).click()
    await expect(page.getByRole('list', { name: 'What it brings along' })).toContainText('runs one task more')
    await fresh()
    await apply(page, 'Replace task', 'Its answers are slow.')
    await expect(page).toHaveURL(new RegExp(`/tasks/${id}$`))
    const told = page.getByRole('region', { name: 'Replacement' })
    await expect(told).toContainText('is being replaced')
    await expect(told.getByRole('link', { name: 'Give up' })).toBeVisible()
    // Nobody presses anything more: Podium makes the calls that follow by itself.
    await control('POST', 'clock', { speed: 10 })
    await expect(async () => {
      await page.reload()
      await expect(told).toContainText('has been replaced', { timeout: 1_000 })
    }).toPass({ timeout: 120_000 })
    await control('POST', 'clock', { speed: 1 })
    expect((await calls('UpdateService')).map(({ parameters }) => parameters.desiredCount)).toEqual([desiredCount + 1, desiredCount])
    const after = await running()
    expect(after).toHaveLength(before.length)
    expect(before.slice(1).every((arn) => after.includes(arn))).toBe(true)
    expect((await describeService('shop', 'storefront')).desiredCount).toBe(desiredCount)
    expect(await calls('StopTask')).toEqual([])
  })
})

test('a plan sent twenty times at once is carried out once', async () => {
  const { desiredCount: before } = await describeService('shop', 'catalog')
  const path = `${service('shop', 'catalog')}/scale?desired=${before + 1}`
  const fields = await planned(demo.podium, path)
  await fresh()
  const tokens = Array.from({ length: 20 }, (_, index) => index.toString(16).padStart(32, '0'))
  const sent = await Promise.all(
    tokens.map((token) => {
      const copy = new URLSearchParams(fields)
      copy.set('token', token)
      return send(demo.podium, path, copy)
    }),
  )
  expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([303]))
  expect(await calls('UpdateService')).toHaveLength(1)
  await scale('shop', 'catalog', before)
})

test('the record comes as a file', async ({ request }) => {
  const csv = await (await request.get('/api/audit.csv')).text()
  expect(csv).toContain('rehearsal')
  const lines = (await (await request.get('/api/audit.jsonl')).text()).trim().split('\n')
  expect(lines.map((line) => JSON.parse(line)).length).toBeGreaterThanOrEqual(2)
})
