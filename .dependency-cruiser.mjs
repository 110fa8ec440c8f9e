/** Who may import whom; a reason on every rule. When a rule is in your way, the design is asking a question. */
const drivers = {
  fastify: ['http', 'live'],
  '@fastify/websocket': ['live', 'http'],
  '@fastify/multipart': ['http'],
  lowdb: ['store'],
  xlsx: ['workbook'],
  saxes: ['workbook'],
  hucre: ['workbook'],
  chokidar: ['folder'],
};

const driverRules = Object.entries(drivers).map(([name, rooms]) => ({
  name: `driver-${name.replace(/[@/]/g, '-')}`,
  severity: 'error',
  comment: `${name} is the driver of adapters/${rooms.join(', adapters/')} and is used nowhere else`,
  from: { path: '^engine/', pathNot: `^engine/adapters/(${rooms.join('|')})/` },
  to: { path: `^node_modules/${name}/` },
}));

export default {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'a cycle has no top to read from',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'a file nobody imports is dead or in the wrong place',
      from: { orphan: true, path: '^engine/', pathNot: ['^engine/(cli|main)\\.ts$', '-child\\.ts$', '\\.d\\.ts$'] },
      to: {},
    },
    {
      name: 'contract-is-zod-only',
      severity: 'error',
      comment: 'the contract is what engine and add-in agree on: itself and zod',
      from: { path: '^engine/contract/' },
      to: { pathNot: ['^engine/contract/', '^node_modules/zod/'] },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'the domain imports itself and the contract model; no package, nothing of node',
      from: { path: '^engine/domain/' },
      to: { pathNot: ['^engine/domain/', '^engine/contract/model/'] },
    },
    {
      name: 'app-knows-ports-only',
      severity: 'error',
      comment: 'use cases know ports, domain and contract; no package, nothing of node, no adapter',
      from: { path: '^engine/app/' },
      to: { pathNot: ['^engine/app/', '^engine/domain/', '^engine/contract/'] },
    },
    {
      name: 'adapters-apart',
      severity: 'error',
      comment: 'one adapter never imports another; main joins them',
      from: { path: '^engine/adapters/([^/]+)/' },
      to: { path: '^engine/adapters/', pathNot: '^engine/adapters/$1/' },
    },
    {
      name: 'adapters-not-main',
      severity: 'error',
      comment: 'main is imported by the command line alone',
      from: { path: '^engine/(contract|domain|app|adapters)/' },
      to: { path: '^engine/(main|cli|config)\\.ts$' },
    },
    {
      name: 'no-test-code-in-production',
      severity: 'error',
      comment: 'test code stays in test',
      from: { path: '^engine/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-dev-dependency-in-production',
      severity: 'error',
      comment: 'a development package is not there when the engine runs',
      from: { path: '^engine/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'tests-stand-alone',
      severity: 'error',
      comment: 'a test imports source, support and contracts; never another test',
      from: { path: '^test/' },
      to: { path: '^test/.*\\.test\\.ts$' },
    },
    ...driverRules,
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^test/bench/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'types', 'node', 'default'],
    },
  },
};
