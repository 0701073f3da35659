/** Who wrote each stored update, checksums, and what is known of damaged rows. */
export const syncAuthors: readonly string[] = [
  `alter table sync_document add column checksum bigint`,
  `alter table sync_document add column in_file boolean not null default false`,
  `alter table sync_update
    add column person text not null default '', add column organisation text not null default '',
    add column edits integer not null default 1, add column checksum bigint,
    add column at timestamptz`,
  `create table sync_contribution (
    document text not null references sync_document (id) on delete cascade,
    person text not null, organisation text not null,
    edits bigint not null, size_bytes bigint not null, last_at timestamptz,
    primary key (document, person, organisation))`,
  `create table sync_quarantine (
    document text not null references sync_document (id) on delete cascade,
    number bigint not null, bytes bytea not null, checksum bigint, person text not null,
    organisation text not null, found_at timestamptz not null, primary key (document, number))`,
]
