// What an update of a page with 100 rows costs in script, under 20 changes a second. Arguments: Podium, simulator, environment.
// Prints {"milliseconds": […]}: from the answer's arrival to the last row that is marked.
import { launch } from './chromium.mjs'

const [podium, simulator, environment] = process.argv.slice(2)
const SECONDS = 20
const PAUSE = 50

async function ecs(operation, request) {
  const answer = await fetch(simulator, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AmazonEC2ContainerServiceV20141113.${operation}`,
      authorization: 'AWS4-HMAC-SHA256 Credential=AKIABENCH/20260101/eu-central-1/ecs/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(request),
  })
  return answer.ok ? answer.json() : undefined
}

const browser = await launch()
const page = await browser.newPage()
await page.goto(`${podium}/env/${environment}/services`)
await page.waitForSelector('body[data-hydrated]')
const shown = await page.locator('main tr[data-service]').evaluateAll((rows) => rows.map((row) => ({ ...row.dataset })))
if (shown.length !== 100) throw new Error(`the page shows ${shown.length} rows`)
const end = performance.now() + SECONDS * 1000
for (let change = 0; performance.now() < end; change += 1) {
  const { cluster, service } = shown[change % shown.length]
  // AWS limits how often; a call too many is refused, and the next one counts.
  void ecs('UpdateService', { cluster, service, desiredCount: 1 + (change % 7) })
  await new Promise((resolve) => setTimeout(resolve, PAUSE))
}
const milliseconds = await page.evaluate(() => performance.getEntriesByName('page update').map((update) => update.duration))
await browser.close()
console.log(JSON.stringify({ milliseconds }))
