import type { Schema } from '@weft/pipeline-model'
import { quoteName, quoteText, sourceTableName, type SourceTable } from '@weft/pipeline-sql'
import { tpchRows, type TpchCell, type TpchTable } from './tpch-rows.ts'

const key = 'INTEGER'
const text = 'VARCHAR'
const money = 'DECIMAL(15,2)'

const columns: Readonly<Record<TpchTable, Readonly<Record<string, string>>>> = {
  region: { r_regionkey: key, r_name: text, r_comment: text },
  nation: { n_nationkey: key, n_name: text, n_regionkey: key, n_comment: text },
  supplier: {
    s_suppkey: key,
    s_name: text,
    s_address: text,
    s_nationkey: key,
    s_phone: text,
    s_acctbal: money,
    s_comment: text,
  },
  part: {
    p_partkey: key,
    p_name: text,
    p_mfgr: text,
    p_brand: text,
    p_type: text,
    p_size: 'INTEGER',
    p_container: text,
    p_retailprice: money,
    p_comment: text,
  },
  partsupp: {
    ps_partkey: key,
    ps_suppkey: key,
    ps_availqty: 'INTEGER',
    ps_supplycost: money,
    ps_comment: text,
  },
  customer: {
    c_custkey: key,
    c_name: text,
    c_address: text,
    c_nationkey: key,
    c_phone: text,
    c_acctbal: money,
    c_mktsegment: text,
    c_comment: text,
  },
  orders: {
    o_orderkey: key,
    o_custkey: key,
    o_orderstatus: text,
    o_totalprice: money,
    o_orderdate: 'DATE',
    o_orderpriority: text,
    o_clerk: text,
    o_shippriority: 'INTEGER',
    o_comment: text,
  },
  lineitem: {
    l_orderkey: key,
    l_partkey: key,
    l_suppkey: key,
    l_linenumber: 'INTEGER',
    l_quantity: money,
    l_extendedprice: money,
    l_discount: money,
    l_tax: money,
    l_returnflag: text,
    l_linestatus: text,
    l_shipdate: 'DATE',
    l_commitdate: 'DATE',
    l_receiptdate: 'DATE',
    l_shipinstruct: text,
    l_shipmode: text,
    l_comment: text,
  },
}

const tables = Object.keys(columns) as readonly TpchTable[]

function schemaOf(table: TpchTable): Schema {
  return Object.entries(columns[table]).map(([name, type]) => ({ name, type }))
}

/** The eight tables as datasets, by the name of the table. */
export const tpchSources: Readonly<Record<TpchTable, SourceTable>> = {
  region: { schema: schemaOf('region'), digest: 'tpch0region' },
  nation: { schema: schemaOf('nation'), digest: 'tpch0nation' },
  supplier: { schema: schemaOf('supplier'), digest: 'tpch0supplier' },
  part: { schema: schemaOf('part'), digest: 'tpch0part' },
  partsupp: { schema: schemaOf('partsupp'), digest: 'tpch0partsupp' },
  customer: { schema: schemaOf('customer'), digest: 'tpch0customer' },
  orders: { schema: schemaOf('orders'), digest: 'tpch0orders' },
  lineitem: { schema: schemaOf('lineitem'), digest: 'tpch0lineitem' },
}

const rowsPerStatement = 500
const cellSql = (cell: TpchCell) => (typeof cell === 'number' ? String(cell) : quoteText(cell))

function insertsOf(table: string, rows: readonly (readonly TpchCell[])[]): readonly string[] {
  const statements: string[] = []
  for (let at = 0; at < rows.length; at += rowsPerStatement) {
    const values = rows
      .slice(at, at + rowsPerStatement)
      .map((row) => `(${row.map(cellSql).join(', ')})`)
    statements.push(`INSERT INTO ${table} VALUES ${values.join(', ')}`)
  }
  return statements
}

/** Statements that put the eight tables into an engine, each under its plain name too. */
export function tpchStatements(): readonly string[] {
  const rows = tpchRows()
  return tables.flatMap((name) => {
    const table = quoteName(sourceTableName(tpchSources[name].digest))
    const shape = tpchSources[name].schema.map(
      (column) => `${quoteName(column.name)} ${column.type}`,
    )
    return [
      `CREATE TABLE ${table} (${shape.join(', ')})`,
      ...insertsOf(table, rows[name]),
      `CREATE VIEW ${name} AS SELECT * FROM ${table}`,
    ]
  })
}
