/** What every page promises, whatever is on it. */

import type { Page } from '@playwright/test'

import { ecs } from '../support/simulator'
import { pages } from '../support/pages'
import { picture } from '../support/picture'
import { expect, test, withAndWithoutJavaScript } from '../support/test'

withAndWithoutJavaScript(() => {
  test.use({ colorScheme: 'light', viewport: { width: 1440, height: 1000 } })
  for (const name of pages.names) {
    test(`${name}: one heading, a title, the age of the news, no secret, no third party`, async ({ page, world, baseURL, javaScriptEnabled }) => {
      const hosts = new Set<string>()
      page.on('request', (request) => hosts.add(new URL(request.url()).origin))
      const complaint = pages.complaint(name)
      if (complaint) world.expectMessage(complaint)
      await world.open(await pages.path(name, ecs))
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
      await expect(page).toHaveTitle(/.+ · Podium/)
      await expect(page.getByRole('banner')).toContainText(/as of .+ ago/)
      const html = await page.content()
      for (const secret of secrets) expect(html).not.toContain(secret)
      expect([...hosts]).toEqual([new URL(baseURL!).origin])
      expect(await scripts(page), 'bytes of JavaScript and WebAssembly').toBeLessThanOrEqual(budget + (name.endsWith('-edit') ? editor : 0))
      if (javaScriptEnabled !== false) await picture(page, `${name}-light-1440`)
    })
  }
})

test('every kind of page is among these pages', async () => {
  for (const [kind, name] of pages.kinds) {
    const pattern = new RegExp(`^${kind.replace(/\{[a-z]+\}/g, '[^/]+')}(\\?.*)?$`)
    expect(await pages.path(name, ecs), name).toMatch(pattern)
  }
})

/** What the scripts of any page may weigh together, compressed, in bytes: as in `xtask/src/check/weight.rs`. */
const budget = 205_000

/** What the editor may weigh, which only pages have where a task definition is edited. */
const editor = 115_000

/** What the open page has loaded of scripts and WebAssembly, compressed, in bytes. */
function scripts(page: Page): Promise<number> {
  return page.evaluate(() => {
    const loaded = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    const code = loaded.filter((it) => /\.(js|wasm)$/.test(new URL(it.name).pathname))
    return code.reduce((sum, it) => sum + it.encodedBodySize, 0)
  })
}

/** Variables whose values occur nowhere else in the estate, so that finding one on a page means that it leaked. */
const secret = /PASSWORD|SECRET|TOKEN|API_KEY|DSN|DATABASE_URL/

/** Their values; read once from the simulator, which does show them. */
const secrets: string[] = []

test.beforeAll(async () => {
  const { taskDefinitionArns } = await ecs<{ taskDefinitionArns: string[] }>('ListTaskDefinitions', {})
  for (const taskDefinition of taskDefinitionArns) {
    const answer = await ecs<any>('DescribeTaskDefinition', { taskDefinition })
    for (const container of answer.taskDefinition.containerDefinitions)
      for (const { name, value } of container.environment ?? []) if (secret.test(name)) secrets.push(value)
  }
  expect(secrets.length).toBeGreaterThan(3)
})
