/** Versions of workspaces, and whose windows wrote in their documents. Versions are only ever added. */
export const history: readonly string[] = [
  `create table version (
    workspace text not null references workspace (id) on delete cascade, number integer not null,
    at timestamptz not null, kind text not null, person text, organisation text,
    content bytea not null, content_hash text not null, changes jsonb not null, restored_from integer,
    primary key (workspace, number))`,
  `create table version_name (
    workspace text not null, number integer not null, title jsonb not null, person text not null,
    organisation text not null, at timestamptz not null,
    foreign key (workspace, number) references version (workspace, number) on delete cascade)`,
  `create index version_name_of on version_name (workspace, number)`,
  `create function refuse_change() returns trigger language plpgsql as
    $$ begin raise exception 'History is only ever added to'; end $$`,
  `create trigger version_stays before update on version
    for each row execute function refuse_change()`,
  `create trigger version_name_stays before update on version_name
    for each row execute function refuse_change()`,
  `create table document_writer (
    document text not null references sync_document (id) on delete cascade, client bigint not null,
    clock bigint not null, person text not null, organisation text not null,
    since timestamptz not null, primary key (document, client, clock))`,
]
