/** The files of a dbt project by their paths. */
export type DbtFiles = Readonly<Record<string, string>>

interface Column {
  readonly name: string
  readonly data_type?: string
  readonly quote?: boolean
  readonly data_tests?: readonly Readonly<Record<string, Readonly<Record<string, unknown>>>>[]
}

interface Resource {
  readonly name: string
  readonly description?: string
  readonly meta?: object
  readonly columns?: readonly Column[]
  readonly config?: {
    readonly materialized?: string
    readonly contract?: { readonly enforced?: boolean }
  }
}

/** The keys dbt knows at each place; a misspelt key is ignored by it in silence, which is worse than an error. */
const knownKeys = {
  project: ['name', 'version', 'config-version', 'profile', 'model-paths', 'test-paths'],
  model: ['name', 'description', 'config', 'columns'],
  config: ['materialized', 'contract'],
  table: ['name', 'description', 'meta', 'columns'],
  column: ['name', 'data_type', 'quote', 'data_tests'],
} as const

/** The arguments of the tests dbt brings with it, beside `config`. */
const testArguments: Readonly<Record<string, readonly string[]>> = {
  not_null: [],
  unique: [],
  relationships: ['to', 'field'],
  accepted_values: ['values', 'quote'],
}

// Names dbt or the file systems it runs on keep for themselves.
const reserved = /^(dbt|dbt_utils|con|prn|aux|nul|com\d|lpt\d)$/
const sound = /^[a-z][a-z0-9_]*$/

const unknownKeys = (where: string, value: object, known: readonly string[]): readonly string[] =>
  Object.keys(value).flatMap((key) => (known.includes(key) ? [] : [`${where}: unknown key ${key}`]))

const doubled = (names: readonly string[]): readonly string[] =>
  names.filter((name, at) => names.indexOf(name) !== at)

function badNames(where: string, names: readonly string[]): readonly string[] {
  const wrong = names.filter((name) => !sound.test(name) || reserved.test(name) || name.length > 63)
  return [
    ...wrong.map((name) => `${where}: ${name} cannot be a name`),
    ...doubled(names.map((name) => name.toLowerCase())).map((name) => `${where}: two are ${name}`),
  ]
}

/** What a template of dbt refers to, and whether anything else is left in it that dbt would run. */
function readTemplate(sql: string) {
  const refs: string[] = []
  const sources: string[] = []
  const rest = sql
    .replace(/\{\{ ref\('([^']*)'\) \}\}/g, (_, name: string) => (refs.push(name), ''))
    .replace(
      /\{\{ source\('weft', '([^']*)'\) \}\}/g,
      (_, name: string) => (sources.push(name), ''),
    )
    .replace(/\{\{ config\(severity = '(warn|error)'\) \}\}/g, '')
    .replace(/\{\{ '\{[{%#]' \}\}/g, '')
  return { refs, sources, isClean: !/\{[{%#]/.test(rest) }
}

function columnProblems(where: string, columns: readonly Column[], isContract: boolean) {
  const names = columns.map(({ name }) => name)
  return [
    ...doubled(names.map((name) => name.toLowerCase())).map(
      (name) => `${where}: two columns ${name}`,
    ),
    ...columns.flatMap((column) => [
      ...unknownKeys(`${where}.${column.name}`, column, knownKeys.column),
      ...(isContract && !column.data_type ? [`${where}: ${column.name} has no data_type`] : []),
      ...(column.quote === true ? [] : [`${where}: ${column.name} is not quoted`]),
      ...(column.data_tests ?? []).flatMap((test) => testProblems(`${where}.${column.name}`, test)),
    ]),
  ]
}

function testProblems(where: string, test: Readonly<Record<string, object>>): readonly string[] {
  const entries = Object.entries(test)
  if (entries.length !== 1) return [`${where}: a test has one name`]
  return entries.flatMap(([name, given]) => {
    const wanted = testArguments[name]
    if (!wanted) return [`${where}: there is no test ${name}`]
    const missing = wanted.filter((one) => one !== 'quote' && !(one in given))
    return [
      ...unknownKeys(`${where}.${name}`, given, [...wanted, 'config']),
      ...missing.map((one) => `${where}.${name}: ${one} is missing`),
    ]
  })
}

/** A model that refers to itself by way of others, if there is one. */
function circleIn(refs: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>()
  const visit = (name: string, path: readonly string[]): readonly string[] => {
    if (path.includes(name)) return [`circle: ${[...path, name].join(' → ')}`]
    if (done.has(name)) return []
    const found = (refs.get(name) ?? []).flatMap((next) => visit(next, [...path, name]))
    done.add(name)
    return found
  }
  return [...refs.keys()].flatMap((name) => visit(name, []))
}

function modelProblems(model: Resource, files: DbtFiles): readonly string[] {
  const { name, config = {}, columns = [] } = model
  const isContract = config.contract?.enforced === true
  return [
    ...unknownKeys(name, model, knownKeys.model),
    ...unknownKeys(`${name}.config`, config, knownKeys.config),
    ...(['view', 'table'].includes(config.materialized ?? '')
      ? []
      : [`${name}: materialized as ?`]),
    ...(isContract && columns.length === 0 ? [`${name}: a contract without columns`] : []),
    ...(files[`models/${name}.sql`] === undefined ? [`${name}: described, but not there`] : []),
    ...columnProblems(name, columns, isContract),
  ]
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** References of every model and test that lead nowhere, and templates dbt would run. */
function referenceProblems(
  files: DbtFiles,
  models: readonly Resource[],
  tables: readonly Resource[],
) {
  const [known, given] = [models, tables].map((all) => new Set(all.map(({ name }) => name)))
  const refs = new Map<string, readonly string[]>()
  const problems = Object.entries(files).flatMap(([path, text]) => {
    if (!path.endsWith('.sql')) return []
    const found = readTemplate(text)
    if (path.startsWith('models/')) refs.set(path.slice(7, -4), found.refs)
    return [
      ...found.refs.filter((name) => !known?.has(name)).map((name) => `${path}: no model ${name}`),
      ...found.sources
        .filter((name) => !given?.has(name))
        .map((name) => `${path}: no source ${name}`),
      ...(found.isClean ? [] : [`${path}: a template is left`]),
    ]
  })
  const tested = models.flatMap(({ columns = [] }) =>
    columns.flatMap(({ data_tests: tests = [] }) =>
      tests.flatMap(({ relationships }) => {
        const [, to] = /^ref\('([^']*)'\)$/.exec(textOf(relationships?.['to'])) ?? []
        return relationships && !known?.has(to ?? '')
          ? [`relationships: no model ${to ?? '?'}`]
          : []
      }),
    ),
  )
  return [...problems, ...tested, ...circleIn(refs)]
}

/** What dbt would refuse or ignore in a project, by its published rules for projects, properties, contracts and tests. */
export function checkDbtProject(files: DbtFiles): readonly string[] {
  const read = (path: string) =>
    JSON.parse(files[path] ?? '{}') as Readonly<Record<string, unknown>>
  const project = read('dbt_project.yml')
  const profile = String(project['profile'])
  const { models = [] } = read('models/models.yml') as { models?: readonly Resource[] }
  const { sources = [] } = read('models/sources.yml') as {
    sources?: readonly { readonly name: string; readonly tables: readonly Resource[] }[]
  }
  const tables = sources.flatMap((one) => one.tables)
  const described = new Set(models.map(({ name }) => `models/${name}.sql`))
  const undescribed = Object.keys(files).filter(
    (path) => /^models\/.*\.sql$/.test(path) && !described.has(path),
  )
  return [
    ...unknownKeys('dbt_project.yml', project, knownKeys.project),
    ...badNames('project', [String(project['name'])]),
    ...(project['config-version'] === 2 ? [] : ['dbt_project.yml: config-version is not 2']),
    ...(profile in read('profiles.yml') ? [] : [`profiles.yml: no profile ${profile}`]),
    ...['models/models.yml', 'models/sources.yml'].flatMap((path) =>
      read(path)['version'] === 2 ? [] : [`${path}: version is not 2`],
    ),
    ...badNames(
      'models',
      models.map(({ name }) => name),
    ),
    ...badNames(
      'sources',
      tables.map(({ name }) => name),
    ),
    ...tables.flatMap((table) => [
      ...unknownKeys(table.name, table, knownKeys.table),
      ...columnProblems(table.name, table.columns ?? [], false),
    ]),
    ...models.flatMap((model) => modelProblems(model, files)),
    ...undescribed.map((path) => `${path}: not described`),
    ...referenceProblems(files, models, tables),
  ]
}
