/** Templates with their versions, what workspaces were made from, and what they took over since. None of it is ever rewritten. */
export const templates: readonly string[] = [
  `create table template (
    id text primary key, workspace text not null unique references workspace (id),
    organisation text not null, audience text not null, made_at timestamptz not null)`,
  `create table template_version (
    template text not null references template (id), number integer not null,
    title jsonb not null, summary jsonb not null, notes jsonb not null, licence jsonb not null,
    content bytea not null, source_hash text not null, slots jsonb not null, graph jsonb not null,
    widgets integer not null,
    person text not null, organisation text not null, at timestamptz not null,
    primary key (template, number))`,
  `create trigger template_version_stays before update or delete on template_version
    for each row execute function refuse_change()`,
  `create table template_table (
    template text not null, number integer not null, digest text not null, csv text not null,
    columns jsonb not null, rows bigint not null, size_bytes bigint not null,
    primary key (template, number, digest),
    foreign key (template, number) references template_version (template, number))`,
  `create table workspace_origin (
    workspace text primary key references workspace (id), template text references template (id),
    version integer, source text references workspace (id), title jsonb not null,
    licence jsonb, by_person text not null, by_organisation text not null,
    fills jsonb not null, app_title jsonb not null, content bytea not null,
    person text not null, organisation text not null, at timestamptz not null)`,
  `create index workspace_origin_of on workspace_origin (template)`,
  `create trigger workspace_origin_stays before update or delete on workspace_origin
    for each row execute function refuse_change()`,
  `create table upstream_update (
    workspace text not null references workspace (id), number integer not null,
    proposal text references proposal (id), version integer, fills jsonb not null,
    content bytea not null, person text not null, organisation text not null,
    at timestamptz not null, primary key (workspace, number))`,
  `create trigger upstream_update_stays before update or delete on upstream_update
    for each row execute function refuse_change()`,
]
