/** Documents, workspaces, releases, runs, ratings and feedback. */
export const coBuilding: readonly string[] = [
  `create table sync_document (
    id text primary key, snapshot bytea not null, snapshot_through bigint not null,
    through bigint not null, changed_at timestamptz not null)`,
  `create table sync_update (
    document text not null references sync_document (id) on delete cascade,
    number bigint not null, bytes bytea not null, primary key (document, number))`,
  `create table workspace (
    id text primary key, app text not null unique, title jsonb not null,
    scenario text references scenario (id), person text not null, organisation text not null,
    started_at timestamptz not null)`,
  `create index workspace_by_scenario on workspace (scenario)`,
  `create table workspace_organisation (
    workspace text not null references workspace (id) on delete cascade,
    organisation text not null references organisation (id),
    role text not null, state text not null, since timestamptz not null,
    primary key (workspace, organisation))`,
  `create index workspace_by_organisation on workspace_organisation (organisation)`,
  `create table release (
    id text primary key, app text not null, workspace text not null references workspace (id),
    version text not null, title jsonb not null, summary jsonb not null, notes jsonb not null,
    content_hash text not null, results_hash text not null,
    bundle text not null, bundle_size_bytes bigint not null,
    published_at timestamptz not null, person text not null, organisation text not null,
    outputs jsonb not null, datasets jsonb not null,
    unique (workspace, version))`,
  `create index release_by_app on release (app, published_at desc)`,
  `create table run (
    id text primary key, release text not null references release (id), person text not null,
    organisation text not null, nonce text not null,
    begun_at timestamptz not null, finished_at timestamptz)`,
  `create index run_by_release on run (release, person)`,
  `create table rating (
    id text primary key, release text not null references release (id), person text not null,
    organisation text not null, stars integer not null check (stars between 1 and 5),
    text text not null, at timestamptz not null, counts boolean not null,
    unique (release, person))`,
  `create table rating_revision (
    id text primary key, rating text not null references rating (id),
    stars integer not null, text text not null, at timestamptz not null)`,
  `create table feedback (
    id text primary key, workspace text not null references workspace (id), app text not null,
    release text not null references release (id), rating text not null references rating (id),
    person text not null, organisation text not null, text text not null, at timestamptz not null,
    state text not null, reply text not null, settled_in text references release (id))`,
  `create index feedback_by_workspace on feedback (workspace, at desc)`,
  `create index feedback_by_rating on feedback (rating)`,
]
