/** The simulator as a journey sees it: an ECS endpoint and a side API for time and faults. */

import { demo } from './demos'

const base = demo.simulator
const target = 'AmazonEC2ContainerServiceV20141113'

type Json = Record<string, unknown>

/** How often a call is tried again when a bucket is empty, as every client of AWS does. */
const TRIES = 12

/** Calls one ECS operation; throws with AWS's own words when it is refused. */
export async function ecs<Answer = Json>(operation: string, input: Json, simulator = base, tries = TRIES): Promise<Answer> {
  const answer = await fetch(simulator, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `${target}.${operation}`,
      authorization:
        'AWS4-HMAC-SHA256 Credential=JOURNEY/20260101/eu-central-1/ecs/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(input),
  })
  const body = await answer.json()
  if (body.__type === 'ThrottlingException' && tries > 1) {
    await new Promise((resolve) => setTimeout(resolve, 500))
    return ecs<Answer>(operation, input, simulator, tries - 1)
  }
  if (!answer.ok) throw new Error(`${operation}: ${answer.status} ${JSON.stringify(body)}`)
  return body as Answer
}

/** Calls the side API of this worker's simulator, or of another. */
export async function control(method: string, path: string, input?: Json, simulator = base): Promise<any> {
  const answer = await fetch(`${simulator}/_simulator/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: input ? JSON.stringify(input) : undefined,
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  return text ? JSON.parse(text) : undefined
}

/** Sets how many tasks a service should run. */
export async function scale(cluster: string, service: string, desiredCount: number): Promise<void> {
  await ecs('UpdateService', { cluster, service, desiredCount })
}

/** One service as DescribeServices shows it. */
export async function describeService(cluster: string, service: string, simulator = base): Promise<any> {
  const answer = await ecs<{ services: any[] }>('DescribeServices', { cluster, services: [service] }, simulator)
  return answer.services[0]
}

/** Registers the service's task definition again with another image tag, and deploys that revision; gives back its number. */
export async function deployTag(cluster: string, service: string, tag: string): Promise<number> {
  const { taskDefinition: current } = await describeService(cluster, service)
  const { taskDefinition } = await ecs<any>('DescribeTaskDefinition', { taskDefinition: current })
  const { family, taskRoleArn, executionRoleArn, networkMode, volumes, requiresCompatibilities, cpu, memory } = taskDefinition
  const containerDefinitions = taskDefinition.containerDefinitions.map((container: any) => ({
    ...container,
    image: `${container.image.split(':')[0]}:${tag}`,
  }))
  const registered = await ecs<any>('RegisterTaskDefinition', {
    family, taskRoleArn, executionRoleArn, networkMode, volumes, requiresCompatibilities, cpu, memory, containerDefinitions,
  })
  const { taskDefinitionArn, revision } = registered.taskDefinition
  await ecs('UpdateService', { cluster, service, taskDefinition: taskDefinitionArn })
  return revision
}

/** The states of the targets in the service's first target group, as DescribeTargetHealth tells them. */
export async function targetStates(cluster: string, service: string, simulator = base): Promise<string[]> {
  const { loadBalancers } = await describeService(cluster, service, simulator)
  const answer = await fetch(simulator, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization:
        'AWS4-HMAC-SHA256 Credential=JOURNEY/20260101/eu-central-1/elasticloadbalancing/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: new URLSearchParams({ Action: 'DescribeTargetHealth', Version: '2015-12-01', TargetGroupArn: loadBalancers[0].targetGroupArn }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`DescribeTargetHealth: ${answer.status} ${text}`)
  return [...text.matchAll(/<State>([^<]+)<\/State>/g)].map(([, state]) => state)
}

/** The newest service deployment as DescribeServiceDeployments shows it. */
export async function newestDeployment(cluster: string, service: string): Promise<any> {
  const listed = await ecs<any>('ListServiceDeployments', { cluster, service })
  const serviceDeploymentArns = [listed.serviceDeployments[0].serviceDeploymentArn]
  return (await ecs<any>('DescribeServiceDeployments', { serviceDeploymentArns })).serviceDeployments[0]
}

/** Moves the clock on, a few seconds at a time, until something is so; it stands still before, between and after. */
export async function advanceUntil(
  what: string,
  so: () => Promise<boolean>,
  step: number,
  most: number,
  simulator = base,
): Promise<void> {
  await control('POST', 'clock', { speed: 0 }, simulator)
  for (let passed = 0; passed <= most; passed += step) {
    if (await so()) return
    await control('POST', 'clock', { advance_seconds: step }, simulator)
  }
  throw new Error(`after ${most} s it is still not so: ${what}`)
}
