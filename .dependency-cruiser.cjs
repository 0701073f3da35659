/** Who may import whom. Read top to bottom: a package may import only what its row names. */
const packages = {
  kernel: [],
  'pipeline-model': ['kernel'],
  'app-model': ['kernel'],
  'release-model': ['kernel', 'pipeline-model', 'app-model'],
  'access-rules': ['kernel'],
  'discussion-model': ['kernel'],
  'pipeline-sql': ['kernel', 'pipeline-model'],
  'workspace-changes': ['kernel', 'pipeline-model', 'app-model'],
  documents: ['kernel', 'pipeline-model', 'app-model', 'workspace-changes'],
  'template-model': ['kernel', 'pipeline-model', 'app-model', 'pipeline-sql', 'workspace-changes'],
  'sql-dialects': ['kernel', 'pipeline-model', 'pipeline-sql'],
  'app-runtime': ['kernel', 'app-model', 'pipeline-model', 'pipeline-sql'],
  'api-contract': [
    'kernel',
    'release-model',
    'access-rules',
    'pipeline-model',
    'workspace-changes',
    'template-model',
    'discussion-model',
  ],
  'sync-protocol': ['kernel'],
  'query-engine': ['kernel', 'pipeline-model', 'pipeline-sql'],
  'table-files': ['kernel', 'pipeline-model'],
  'workspace-client': ['kernel', 'documents', 'workspace-changes', 'sync-protocol', 'api-contract'],
  'ui-kit': ['kernel'],
  'result-views': ['kernel', 'ui-kit', 'query-engine', 'pipeline-model'],
  'app-views': [
    'kernel',
    'app-model',
    'app-runtime',
    'ui-kit',
    'result-views',
    'query-engine',
    'pipeline-model',
  ],
}

/** Heavy or dangerous libraries have one owner each. */
const owners = {
  'yjs|y-protocols|lib0|y-websocket|y-indexeddb': [
    'packages/documents',
    'packages/sync-protocol',
    'packages/workspace-client',
    'apps/server/src/modules/workspaces',
    'apps/server/src/modules/history',
    'apps/server/src/modules/proposals',
    'apps/server/src/sync',
  ],
  'y-monaco|monaco-editor': ['apps/workbench'],
  'mdast-util-[^/]+|micromark[^/]*': ['packages/discussion-model'],
  'hyparquet|hyparquet-compressors': ['packages/table-files'],
  '@duckdb/duckdb-wasm': ['packages/query-engine'],
  '@duckdb/node-api': ['apps/server/src/native-engine', 'apps/cli'],
  'fastify|@fastify': ['apps/server'],
  'better-auth': ['apps/server/src/modules/accounts'],
  'reka-ui': ['packages/ui-kit'],
  echarts: ['packages/result-views', 'packages/app-views'],
  'vue|pinia': [
    'packages/ui-kit',
    'packages/result-views',
    'packages/app-views',
    'apps/workbench',
    'apps/player',
  ],
}

/** Server modules, lowest first: a module may import the front door of any module before it. */
const serverModules = [
  'audit',
  'accounts',
  'organisations',
  'scenarios',
  'datasets',
  'workspaces',
  'history',
  'releases',
  'discussions',
  'feedback',
  'proposals',
  'templates',
  'dataspace',
]

const oneOf = (names) => `(?:${names.join('|')})`
const error = (name, from, to) => ({ name, severity: 'error', from, to })

module.exports = {
  forbidden: [
    // A circle of types alone does not exist at run time.
    error('no-cycles', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    error('packages-never-import-apps', { path: '^packages/' }, { path: '^(apps|sandbox|test)/' }),
    error(
      'only-the-server-and-tests-import-the-sandbox',
      { pathNot: '^(sandbox|test|apps/server)/' },
      { path: '^sandbox/' },
    ),
    error(
      'enter-a-package-by-its-front-door',
      { path: '^(?:(packages/[^/]+)|apps|test|sandbox)/' },
      {
        path: '^packages/[^/]+/src/',
        pathNot: [
          '^$1/',
          '^packages/[^/]+/src/(index|testing)\\.ts$',
          // The worker is a second entry: it is started by its address, never imported.
          '^packages/query-engine/src/worker/',
          // Where the bundler put the engine: only a browser build has an answer.
          '^packages/query-engine/src/engine-url[.]ts$',
          '^packages/[^/]+/src/[^/]+\\.css$',
        ],
      },
    ),
    ...Object.entries(packages).map(([name, allowed]) =>
      error(
        `layers: ${name}`,
        { path: `^packages/${name}/`, pathNot: '\\.test\\.ts$' },
        { path: '^packages/', pathNot: `^packages/${oneOf([name, ...allowed])}/` },
      ),
    ),
    ...Object.entries(owners).map(([library, folders]) =>
      error(
        `owner: ${library}`,
        { path: '^(apps|packages)/', pathNot: [`^${oneOf(folders)}/`, '\\.test\\.ts$'] },
        { path: `node_modules/(?:${library})(?:/|$)`, dependencyTypesNot: ['type-only'] },
      ),
    ),
    ...serverModules.map((name, index) =>
      error(
        `server: ${name}`,
        { path: `^apps/server/src/modules/${name}/`, pathNot: '\\.test\\.ts$' },
        {
          path: '^apps/server/src/modules/',
          pathNot: [
            `^apps/server/src/modules/${name}/`,
            ...(index
              ? [`^apps/server/src/modules/${oneOf(serverModules.slice(0, index))}/index\\.ts$`]
              : []),
          ],
        },
      ),
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    // Only our own build folders: a library that lives in its dist folder must still be seen.
    exclude: '^dist/|[.]tsbuild/',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'default'],
      extensions: ['.ts', '.vue', '.js'],
    },
  },
}
