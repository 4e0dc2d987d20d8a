/** Every kind of page, by the pattern of its address: `PageKind` of the model, and a test of the server compares the two. */

export const kinds = [
  '/',
  '/search',
  '/env/{environment}/clusters',
  '/env/{environment}/clusters/{cluster}',
  '/env/{environment}/clusters/{cluster}/tasks',
  '/env/{environment}/clusters/{cluster}/instances',
  '/env/{environment}/clusters/{cluster}/events',
  '/env/{environment}/clusters/{cluster}/configuration',
  '/env/{environment}/services',
  '/env/{environment}/clusters/{cluster}/services/{service}',
  '/env/{environment}/clusters/{cluster}/services/{service}/tasks',
  '/env/{environment}/clusters/{cluster}/services/{service}/deployments',
  '/env/{environment}/clusters/{cluster}/services/{service}/events',
  '/env/{environment}/clusters/{cluster}/services/{service}/configuration',
  '/env/{environment}/clusters/{cluster}/tasks/{task}',
  '/env/{environment}/task-definitions',
  '/env/{environment}/task-definitions/{family}',
  '/env/{environment}/task-definitions/{family}/{revision}',
  '/env/{environment}/task-definitions/{family}/{revision}/raw',
  '/env/{environment}/traffic',
  '/env/{environment}/target-groups/{group}',
] as const

/** A kind of page. */
export type Kind = (typeof kinds)[number]
