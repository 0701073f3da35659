/** Proposals: forks of a workspace's document that are reviewed and merged. Reviews are only ever added. */
export const proposals: readonly string[] = [
  `create table proposal (
    id text primary key, workspace text not null references workspace (id) on delete cascade,
    title jsonb not null, reason jsonb not null, state text not null, base bytea not null,
    base_version integer not null, person text not null, organisation text not null,
    opened_at timestamptz not null, settled_at timestamptz, settled_person text,
    settled_organisation text, settled_reason text not null default '', version integer)`,
  `create index proposal_of on proposal (workspace, opened_at)`,
  `create table proposal_reviewer (
    proposal text not null references proposal (id) on delete cascade, organisation text not null,
    primary key (proposal, organisation))`,
  `create table proposal_review (
    proposal text not null references proposal (id) on delete cascade, organisation text not null,
    person text not null, verdict text not null, content_hash text not null, reason text not null,
    at timestamptz not null)`,
  `create index proposal_review_of on proposal_review (proposal, at)`,
  `create trigger proposal_review_stays before update on proposal_review
    for each row execute function refuse_change()`,
  `create table proposal_choice (
    proposal text not null references proposal (id) on delete cascade, conflict text not null,
    side text not null, person text not null, at timestamptz not null,
    primary key (proposal, conflict))`,
]
