/** Text from AWS is text: markup in commands, labels, names of variables and reasons is shown, never run. */

import { control, ecs } from '../support/simulator'
import { expect, test } from '../support/test'

const payload = '"><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}'
const family = 'hostile'

test.beforeAll(() => control('POST', 'clock', { speed: 1 }))

test('markup in commands, labels, variable names and reasons is drawn as it came', async ({ page, world }) => {
  let dialogs = 0
  page.on('dialog', (dialog) => {
    dialogs += 1
    void dialog.dismiss()
  })
  await ecs('RegisterTaskDefinition', {
    family,
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [
      {
        name: 'web',
        image: 'example.com/web:1.0.0',
        command: ['sh', '-c', payload],
        dockerLabels: { label: payload },
        environment: [{ name: payload, value: payload }],
        healthCheck: { command: ['CMD-SHELL', payload] },
      },
    ],
  })
  await ecs('CreateService', {
    cluster: 'internal',
    serviceName: family,
    taskDefinition: family,
    desiredCount: 1,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0123456789abcdef0'] } },
  })
  const { tasks } = await ecs<any>('RunTask', {
    cluster: 'internal',
    taskDefinition: family,
    launchType: 'FARGATE',
    startedBy: 'journey',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0123456789abcdef0'] } },
  })
  await ecs('StopTask', { cluster: 'internal', task: tasks[0].taskArn, reason: payload })
  const task = tasks[0].taskArn.split('/').pop()
  try {
    for (const path of [
      `/env/demo/clusters/internal/services/${family}`,
      `/env/demo/clusters/internal/services/${family}/configuration`,
      `/env/demo/clusters/internal/tasks/${task}`,
      `/env/demo/task-definitions/${family}/1`,
      `/env/demo/task-definitions/${family}/1/raw`,
      `/search?q=${encodeURIComponent(payload)}`,
    ]) {
      await expect(async () => {
        const answer = await page.goto(path)
        expect(answer?.status()).toBe(200)
      }).toPass({ timeout: 30_000 })
      await expect(page.locator('body[data-hydrated]')).toBeAttached()
      expect(await page.locator('img[src="x"]').count()).toBe(0)
    }
    await page.goto(`/env/demo/clusters/internal/tasks/${task}`)
    await expect(page.locator('main')).toContainText('<img src=x onerror=alert(1)>')
    expect(dialogs).toBe(0)
  } finally {
    await ecs('DeleteService', { cluster: 'internal', service: family, force: true })
    world.expectMessage(/status of 404/)
  }
})
