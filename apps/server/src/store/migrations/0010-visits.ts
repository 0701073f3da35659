/** When each person was last in a workspace. */
export const visits: readonly string[] = [
  `create table workspace_visit (
    workspace text not null references workspace (id) on delete cascade,
    person text not null, organisation text not null, at timestamptz not null,
    primary key (workspace, person))`,
]
