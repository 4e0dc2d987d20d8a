// How long a change takes to an open page. Arguments: Podium, simulator, environment. Prints {"seconds": […]}.
import { launch } from './chromium.mjs'

const [podium, simulator, environment] = process.argv.slice(2)
const SAMPLES = 30

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
  if (!answer.ok) throw new Error(`${operation}: ${await answer.text()}`)
  return answer.json()
}

const { clusterArns } = await ecs('ListClusters', {})
const cluster = clusterArns.map((arn) => arn.split('/').pop()).sort()[0]
const { serviceArns } = await ecs('ListServices', { cluster, maxResults: 100 })
const { services } = await ecs('DescribeServices', { cluster, services: serviceArns.slice(0, 10) })
const service = services.find((each) => each.desiredCount > 1 && each.runningCount === each.desiredCount)

const browser = await launch()
const page = await browser.newPage()
await page.goto(`${podium}/env/${environment}/clusters/${cluster}/services/${service.serviceName}`)
await page.waitForSelector('body[data-hydrated]')
const seconds = []
for (let sample = 0; sample < SAMPLES; sample += 1) {
  // Not in step with the poller: changes come at any moment of its round.
  await page.waitForTimeout(500 + Math.random() * 2_500)
  // A number that was never on the page before.
  const desired = service.desiredCount + 1 + sample
  const begun = performance.now()
  await ecs('UpdateService', { cluster, service: service.serviceName, desiredCount: desired })
  await page.waitForFunction(
    (number) => new RegExp(`\\bof ${number}\\b|\\b${number} wanted\\b`).test(document.querySelector('main')?.textContent ?? ''),
    desired,
    { polling: 50, timeout: 30_000 },
  )
  seconds.push((performance.now() - begun) / 1000)
}
await browser.close()
console.log(JSON.stringify({ seconds }))
