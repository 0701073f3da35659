/** What people say to each other in workspaces. */
export const discussions: readonly string[] = [
  // Its one row per workspace is what writers wait for, so that revisions are told in the order they are made.
  `create table discussion (
    workspace text primary key references workspace (id) on delete cascade,
    revision bigint not null)`,
  `create table discussion_thread (
    id text primary key, workspace text not null references workspace (id) on delete cascade,
    anchor jsonb not null, subject text not null,
    state text not null check (state in ('open', 'resolved')),
    resolved_person text, resolved_organisation text,
    assignee text, assignee_organisation text,
    person text not null, organisation text not null, started_at timestamptz not null,
    revision bigint not null, comments integer not null)`,
  `create index discussion_thread_by_workspace on discussion_thread (workspace, revision)`,
  `create index discussion_thread_by_assignee on discussion_thread (assignee)`,
  `create table discussion_comment (
    id text primary key, thread text not null references discussion_thread (id) on delete cascade,
    number integer not null, person text not null, organisation text not null,
    at timestamptz not null, edited_at timestamptz, deleted_at timestamptz, text text not null,
    unique (thread, number))`,
  `create index discussion_comment_by_person on discussion_comment (person, at)`,
  `create table discussion_mention (
    comment text not null references discussion_comment (id) on delete cascade,
    kind text not null check (kind in ('person', 'organisation')),
    target text not null, organisation text not null,
    primary key (comment, kind, target))`,
  `create table discussion_reaction (
    comment text not null references discussion_comment (id) on delete cascade,
    reaction text not null, person text not null, organisation text not null,
    at timestamptz not null, primary key (comment, reaction, person))`,
  `create table discussion_read (
    thread text not null references discussion_thread (id) on delete cascade,
    person text not null, through integer not null, primary key (thread, person))`,
  `create index notice_by_link on notice (link)`,
]
