import { expect, test, withAndWithoutJavaScript } from '../support/test'

const services = '/env/demo/services'

withAndWithoutJavaScript(() => {
  test('the filter is in the address and narrows the list', async ({ page, world }) => {
    await world.open(services)
    const all = await page.locator('main tr[data-service]').count()
    const box = page.locator('main').getByRole('searchbox').or(page.locator('main').getByRole('textbox')).first()
    await box.fill('search')
    await box.press('Enter')
    await expect(page).toHaveURL(/[?&]q=search/)
    await expect(page.locator('main tr[data-service="storefront"]')).toHaveCount(0)
    const some = await page.locator('main tr[data-service]').count()
    expect(some).toBeGreaterThan(0)
    expect(some).toBeLessThan(all)
  })

  test('sorting by a header is a link, and turns round', async ({ page, world }) => {
    await world.open(services)
    const names = () => page.locator('main tr[data-service]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-service')!))
    await page.getByRole('columnheader', { name: 'Service' }).getByRole('link').click()
    await expect(page).toHaveURL(/sort=name/)
    await expect(page.getByRole('columnheader', { name: 'Service' })).toHaveAttribute('aria-sort', 'ascending')
    const ascending = await names()
    expect(ascending).toEqual([...ascending].sort())
    await page.getByRole('columnheader', { name: 'Service' }).getByRole('link').click()
    await expect(page.getByRole('columnheader', { name: 'Service' })).toHaveAttribute('aria-sort', 'descending')
    expect(await names()).toEqual([...ascending].reverse())
  })

  test('a level can be picked, and the address holds it', async ({ page, world }) => {
    await world.open(`${services}?level=degraded`)
    const levels = await page.locator('main tr[data-service]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-level')))
    expect(levels.length).toBeGreaterThan(0)
    expect(new Set(levels)).toEqual(new Set(['degraded']))
  })

  test('a filter that matches nothing says so and offers a way back', async ({ page, world }) => {
    await world.open(`${services}?q=nothing-is-called-this`)
    await expect(page.locator('main')).toContainText(/no services? match|nothing matches|no match/i)
    await page.locator('main').getByRole('link', { name: /clear|all services|without/i }).first().click()
    await expect(page.locator('main tr[data-service]').first()).toBeVisible()
  })
})

test('rows are reached with the keyboard', async ({ page, world }) => {
  await world.open(services)
  await page.keyboard.press('j')
  const focused = page.locator('tr[data-service]:focus-within')
  await expect(focused).toHaveCount(1)
  const first = await focused.getAttribute('data-service')
  await page.keyboard.press('j')
  await expect(focused).not.toHaveAttribute('data-service', first!)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/services\/[\w-]+$/)
})
