/** Where the traffic goes, and how healthy what receives it is. */

import { expect, test, withAndWithoutJavaScript } from '../support/test'

const service = (name: string) => `/env/demo/clusters/shop/services/${name}`

withAndWithoutJavaScript(() => {
  test('from the navigation to every rule, in the order in which rules are tried', async ({ page, world }) => {
    await world.open('/')
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Traffic' }).click()
    await expect(page).toHaveURL(/\/env\/demo\/traffic$/)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Traffic')
    const balancer = page.locator('[data-load-balancer="shop-public"]')
    const listener = balancer.locator('.listener', { has: page.getByRole('heading', { name: 'HTTPS:443' }) })
    const order = await listener.locator('tr[data-rule-priority]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-rule-priority')!))
    expect(order.length).toBeGreaterThan(5)
    expect(order.pop()).toBe('default')
    expect(order.map(Number)).toEqual([...order.map(Number)].sort((a, b) => a - b))
  })

  test('a rule that shares its traffic says each group’s share, health and service', async ({ page, world }) => {
    await world.open('/env/demo/traffic')
    const rule = page.locator('tr[data-rule-priority="60"]')
    await expect(rule).toContainText('/api/prices/*')
    const group = rule.locator('[data-target-group="pricing"]')
    await expect(group).toContainText('90 %')
    await expect(group).toContainText(/\d+ of \d+ healthy/)
    await expect(rule.locator('[data-target-group="pricing-next"]')).toContainText('10 %')
    await group.getByRole('link', { name: 'pricing', exact: true }).last().click()
    await expect(page).toHaveURL(/\/services\/pricing$/)
  })

  test('rules that lead nowhere and groups that nobody uses are named', async ({ page, world }) => {
    await world.open('/env/demo/traffic')
    await expect(page.locator('main')).toContainText('leading nowhere')
    await expect(page.locator('tr[data-rule-priority="70"]')).toContainText('Leads nowhere')
    await expect(page.locator('tr[data-target-group="storefront-2024"]')).toBeVisible()
  })

  test('the filter is in the address and leaves the rules that have all its words', async ({ page, world }) => {
    await world.open('/env/demo/traffic')
    const all = await page.locator('tr[data-rule-priority]').count()
    const box = page.locator('main').getByRole('searchbox')
    await box.fill('checkout shop-public')
    await box.press('Enter')
    await expect(page).toHaveURL(/[?&]q=checkout/)
    await expect(page.locator('tr[data-rule-priority="20"]')).toHaveCount(0)
    await expect(page.locator('tr[data-rule-priority="10"]')).toHaveCount(1)
    expect(await page.locator('tr[data-rule-priority]').count()).toBeLessThan(all)
  })

  test('the path of a service leads from its load balancer to its tasks', async ({ page, world }) => {
    await world.open(service('checkout'))
    const lane = page.locator('.lane[data-target-group="checkout"]')
    for (const words of ['shop-public', 'HTTPS:443', '/checkout/*', 'priority 10', '100 %']) await expect(lane).toContainText(words)
    await lane.locator('.pair [href*="/tasks/"]').first().click()
    await expect(page).toHaveURL(/\/tasks\/[0-9a-f]{32}$/)
  })

  test('no healthy target: the page is down by rule 4, with code, words and what to do', async ({ page, world }) => {
    await world.open(service('reviews'))
    const heading = page.getByRole('heading', { level: 1 })
    await expect(heading).toHaveAttribute('data-rule', '4')
    await expect(heading).toHaveAttribute('data-level', 'down')
    await expect(page.locator('[data-target][data-state="unhealthy"]').first()).toContainText('Target.ResponseCodeMismatch')
    await expect(page.locator('.reasons')).toContainText('502')
    await expect(page.locator('.reasons .next').first()).toBeVisible()
  })

  test('some unhealthy targets: degraded by rule 6, and which ones', async ({ page, world }) => {
    await world.open(service('pricing'))
    await expect(page.getByRole('heading', { level: 1 })).toHaveAttribute('data-rule', '6')
    await expect(page.locator('[data-target^="10.80.4.17:"]')).toHaveAttribute('data-state', 'unhealthy')
    await expect(page.locator('[data-target][data-state="healthy"]').first()).toBeVisible()
  })

  test('a target group says how it is, why, and what leads to it', async ({ page, world }) => {
    await world.open(service('reviews'))
    await page.locator('.lane').getByRole('link', { name: 'reviews', exact: true }).click()
    await expect(page).toHaveURL(/\/target-groups\/reviews$/)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('reviews')
    await expect(page.locator('main')).toContainText('/reviews/ready')
    await expect(page.locator('tr[data-target]').first()).toContainText('502')
    await expect(page.locator('tr[data-rule-priority="50"]')).toContainText('shop-public')
  })

  test('a target group without targets and rules says what that means', async ({ page, world }) => {
    await world.open('/env/demo/target-groups/storefront-2024')
    await expect(page.locator('main')).toContainText('No targets')
    await expect(page.locator('main')).toContainText('No route leads here')
  })

  test('a service without a load balancer says so', async ({ page, world }) => {
    await world.open('/env/demo/clusters/internal/services/webhooks')
    await expect(page.locator('main')).toContainText('No load balancer')
  })
})
