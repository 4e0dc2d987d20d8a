/** Every page of the console, by a short name. */

type Ecs = <Answer>(operation: string, input: Record<string, unknown>) => Promise<Answer>

const shop = '/env/demo/clusters/shop'

const fixed: Record<string, string> = {
  fleet: '/',
  clusters: '/env/demo/clusters',
  services: '/env/demo/services',
  'services-filtered': '/env/demo/services?q=search&sort=name',
  'services-none': '/env/demo/services?q=nothing-is-called-this',
  cluster: shop,
  'cluster-tasks': `${shop}/tasks`,
  'cluster-events': `${shop}/events`,
  'cluster-configuration': `${shop}/configuration`,
  service: `${shop}/services/storefront`,
  'service-tasks': `${shop}/services/storefront/tasks`,
  'service-deployments': `${shop}/services/storefront/deployments`,
  'service-events': `${shop}/services/storefront/events`,
  'service-configuration': `${shop}/services/storefront/configuration`,
  families: '/env/demo/task-definitions',
  search: '/search?q=checkout',
  'search-nothing': '/search?q=nothing-is-called-this',
}

const found: Record<string, (ecs: Ecs) => Promise<string>> = {
  'task-running': (ecs) => task(ecs, 'RUNNING'),
  'task-stopped': (ecs) => task(ecs, 'STOPPED'),
  family: (ecs) => revision(ecs).then(([family]) => `/env/demo/task-definitions/${family}`),
  revision: (ecs) => revision(ecs).then(([family, number]) => `/env/demo/task-definitions/${family}/${number}`),
  'revision-raw': (ecs) => revision(ecs).then(([family, number]) => `/env/demo/task-definitions/${family}/${number}/raw`),
}

async function task(ecs: Ecs, desiredStatus: string): Promise<string> {
  for (const cluster of ['shop', 'data', 'internal']) {
    const { taskArns } = await ecs<{ taskArns: string[] }>('ListTasks', { cluster, desiredStatus })
    if (taskArns.length > 0) return `/env/demo/clusters/${cluster}/tasks/${taskArns[0].split('/').pop()}`
  }
  throw new Error(`the estate has no task that is ${desiredStatus}`)
}

async function revision(ecs: Ecs): Promise<string[]> {
  const { services } = await ecs<{ services: { taskDefinition: string }[] }>('DescribeServices', {
    cluster: 'shop',
    services: ['storefront'],
  })
  return services[0].taskDefinition.split('/').pop()!.split(':')
}

export const pages = {
  names: [...Object.keys(fixed), ...Object.keys(found)],
  path: async (name: string, ecs: Ecs): Promise<string> => fixed[name] ?? found[name](ecs),
}
