/** Every page of the console, by a short name. */

type Ecs = <Answer>(operation: string, input: Record<string, unknown>) => Promise<Answer>

const shop = '/env/demo/clusters/shop'
const batch = '/env/demo/clusters/batch'

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
  'service-actions': `${shop}/services/storefront/actions`,
  'service-scale': `${shop}/services/storefront/scale`,
  'service-scale-plan': `${shop}/services/pricing/scale?desired=12`,
  'service-scale-refused': `${shop}/services/storefront/scale?desired=many`,
  'service-deploy': `${shop}/services/wishlist/deploy`,
  'service-deploy-image': `${shop}/services/storefront/deploy-image`,
  'service-edit': `${shop}/services/storefront/edit`,
  'service-redeploy': `${shop}/services/storefront/redeploy`,
  'service-rollback': `${shop}/services/storefront/rollback`,
  'service-stop-deployment': `${shop}/services/search/stop-deployment?how=rollback`,
  'service-continue': `${shop}/services/notifications/continue`,
  'service-continue-nothing': `${shop}/services/storefront/continue`,
  'service-settings': `${shop}/services/storefront/settings`,
  'service-settings-plan': `${shop}/services/pricing/settings?minimumHealthyPercent=50&circuitBreaker=true&circuitBreakerRollback=true`,
  'service-settings-refused': `${shop}/services/storefront/settings?minimumHealthyPercent=100&maximumPercent=100`,
  'service-stop-nothing': `${shop}/services/storefront/stop-deployment`,
  'service-no-healthy-target': `${shop}/services/reviews`,
  'service-some-unhealthy': `${shop}/services/pricing`,
  'service-rolled-back': `${shop}/services/wishlist`,
  'service-rolled-back-deployments': `${shop}/services/wishlist/deployments`,
  'service-blue-green': `${shop}/services/accounts`,
  'service-canary': `${shop}/services/search`,
  'service-linear': `${shop}/services/shipping`,
  'service-without-balancer': '/env/demo/clusters/internal/services/webhooks',
  'cluster-instances': `${batch}/instances`,
  'cluster-instances-none': `${shop}/instances`,
  'service-unplaced': `${batch}/services/warehouse-loader`,
  traffic: '/env/demo/traffic',
  'traffic-filtered': '/env/demo/traffic?q=pricing',
  'traffic-none': '/env/demo/traffic?q=nothing-is-called-this',
  'target-group': '/env/demo/target-groups/storefront',
  'target-group-failing': '/env/demo/target-groups/reviews',
  'target-group-unused': '/env/demo/target-groups/storefront-2024',
  families: '/env/demo/task-definitions',
  search: '/search?q=checkout',
  'search-nothing': '/search?q=nothing-is-called-this',
  audit: '/audit',
  'audit-none': '/audit?q=nothing-is-called-this',
  'audit-entry': '/audit/1',
}

const found: Record<string, (ecs: Ecs) => Promise<string>> = {
  'task-running': (ecs) => task(ecs, 'RUNNING'),
  'task-actions': (ecs) => task(ecs, 'RUNNING').then((path) => `${path}/actions`),
  'task-stop': (ecs) => task(ecs, 'RUNNING').then((path) => `${path}/stop`),
  'task-replace': (ecs) => task(ecs, 'RUNNING').then((path) => `${path}/replace`),
  'task-protect': (ecs) => task(ecs, 'RUNNING').then((path) => `${path}/protect?minutes=60`),
  'task-unprotect': (ecs) => task(ecs, 'RUNNING').then((path) => `${path}/unprotect`),
  'task-stopped': (ecs) => task(ecs, 'STOPPED'),
  family: (ecs) => revision(ecs).then(([family]) => `/env/demo/task-definitions/${family}`),
  revision: (ecs) => revision(ecs).then(([family, number]) => `/env/demo/task-definitions/${family}/${number}`),
  'revision-compare': (ecs) => revision(ecs).then(([family, number]) => `/env/demo/task-definitions/${family}/${number}/compare`),
  'revision-actions': (ecs) => revision(ecs).then(([family, number]) => `/env/demo/task-definitions/${family}/${number}/actions`),
  'revision-edit': (ecs) => revision(ecs).then(([family, number]) => `/env/demo/task-definitions/${family}/${number}/edit`),
  'revision-deregister': (ecs) => revision(ecs).then(([family, number]) => `/env/demo/task-definitions/${family}/${number}/deregister`),
  'revision-delete': (ecs) => revision(ecs).then(([family, number]) => `/env/demo/task-definitions/${family}/${number}/delete`),
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

/**
 * A page of every kind, by the pattern of its addresses. A test of the server compares the patterns with those of `PageKind`, and a
 * journey the pages with their patterns.
 */
const ofKind: Record<string, string> = {
  '/': 'fleet',
  '/search': 'search',
  '/env/{environment}/clusters': 'clusters',
  '/env/{environment}/clusters/{cluster}': 'cluster',
  '/env/{environment}/clusters/{cluster}/tasks': 'cluster-tasks',
  '/env/{environment}/clusters/{cluster}/instances': 'cluster-instances',
  '/env/{environment}/clusters/{cluster}/events': 'cluster-events',
  '/env/{environment}/clusters/{cluster}/configuration': 'cluster-configuration',
  '/env/{environment}/services': 'services',
  '/env/{environment}/clusters/{cluster}/services/{service}': 'service',
  '/env/{environment}/clusters/{cluster}/services/{service}/tasks': 'service-tasks',
  '/env/{environment}/clusters/{cluster}/services/{service}/deployments': 'service-deployments',
  '/env/{environment}/clusters/{cluster}/services/{service}/events': 'service-events',
  '/env/{environment}/clusters/{cluster}/services/{service}/configuration': 'service-configuration',
  '/env/{environment}/clusters/{cluster}/services/{service}/actions': 'service-actions',
  '/env/{environment}/clusters/{cluster}/services/{service}/scale': 'service-scale',
  '/env/{environment}/clusters/{cluster}/services/{service}/deploy': 'service-deploy',
  '/env/{environment}/clusters/{cluster}/services/{service}/deploy-image': 'service-deploy-image',
  '/env/{environment}/clusters/{cluster}/services/{service}/edit': 'service-edit',
  '/env/{environment}/clusters/{cluster}/services/{service}/redeploy': 'service-redeploy',
  '/env/{environment}/clusters/{cluster}/services/{service}/rollback': 'service-rollback',
  '/env/{environment}/clusters/{cluster}/services/{service}/stop-deployment': 'service-stop-deployment',
  '/env/{environment}/clusters/{cluster}/services/{service}/continue': 'service-continue',
  '/env/{environment}/clusters/{cluster}/services/{service}/settings': 'service-settings',
  '/env/{environment}/clusters/{cluster}/tasks/{task}': 'task-running',
  '/env/{environment}/clusters/{cluster}/tasks/{task}/actions': 'task-actions',
  '/env/{environment}/clusters/{cluster}/tasks/{task}/stop': 'task-stop',
  '/env/{environment}/clusters/{cluster}/tasks/{task}/replace': 'task-replace',
  '/env/{environment}/clusters/{cluster}/tasks/{task}/protect': 'task-protect',
  '/env/{environment}/clusters/{cluster}/tasks/{task}/unprotect': 'task-unprotect',
  '/env/{environment}/task-definitions': 'families',
  '/env/{environment}/task-definitions/{family}': 'family',
  '/env/{environment}/task-definitions/{family}/{revision}': 'revision',
  '/env/{environment}/task-definitions/{family}/{revision}/raw': 'revision-raw',
  '/env/{environment}/task-definitions/{family}/{revision}/compare': 'revision-compare',
  '/env/{environment}/task-definitions/{family}/{revision}/actions': 'revision-actions',
  '/env/{environment}/task-definitions/{family}/{revision}/edit': 'revision-edit',
  '/env/{environment}/task-definitions/{family}/{revision}/deregister': 'revision-deregister',
  '/env/{environment}/task-definitions/{family}/{revision}/delete': 'revision-delete',
  '/env/{environment}/traffic': 'traffic',
  '/env/{environment}/target-groups/{group}': 'target-group',
  '/audit': 'audit',
  '/audit/{entry}': 'audit-entry',
}

/** Pages that are answered with a status that browsers complain about, and the complaint. */
const complaint: Record<string, RegExp> = {
  'service-scale-refused': /status of 422/,
  'service-settings-refused': /status of 422/,
}

export const pages = {
  complaint: (name: string): RegExp | undefined => complaint[name],
  names: [...Object.keys(fixed), ...Object.keys(found)],
  kinds: Object.entries(ofKind),
  path: async (name: string, ecs: Ecs): Promise<string> => fixed[name] ?? found[name](ecs),
}
