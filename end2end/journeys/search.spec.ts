import { ecs } from '../support/simulator'
import { expect, test, withAndWithoutJavaScript } from '../support/test'

withAndWithoutJavaScript(() => {
  test('a service is found by its name from any page', async ({ page, world }) => {
    await world.open('/env/demo/task-definitions')
    const box = page.getByRole('search').first().getByRole('searchbox')
    await box.fill('checkout')
    await box.press('Enter')
    await expect(page).toHaveURL(/\/search\?q=checkout/)
    await page.locator('main').getByRole('link', { name: 'checkout' }).first().click()
    await expect(page).toHaveURL(/\/services\/checkout$/)
  })

  test('a task is found by the beginning of its id', async ({ page, world }) => {
    const { taskArns } = await ecs<{ taskArns: string[] }>('ListTasks', { cluster: 'shop' })
    const id = taskArns[0].split('/').pop()!
    await world.open(`/search?q=${id.slice(0, 12)}`)
    await page.locator(`main [data-task="${id}"]`).getByRole('link').or(page.locator(`main a[href$="/tasks/${id}"]`)).first().click()
    await expect(page).toHaveURL(new RegExp(`/tasks/${id}$`))
  })
})

test('the slash key goes to the search box, and Escape leaves it', async ({ page, world }) => {
  await world.open('/')
  await page.keyboard.press('/')
  const box = page.getByRole('search').first().getByRole('searchbox')
  await expect(box).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(box).not.toBeFocused()
  await page.keyboard.press('Control+k')
  await expect(box).toBeFocused()
})
