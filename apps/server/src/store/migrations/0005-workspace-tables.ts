/** Tables people brought into a workspace as files. */
export const workspaceTables: readonly string[] = [
  `create table workspace_table (
    workspace text not null references workspace (id) on delete cascade,
    digest text not null, csv text not null, columns jsonb not null, rows bigint not null,
    size_bytes bigint not null, person text not null, organisation text not null,
    added_at timestamptz not null, primary key (workspace, digest))`,
]
