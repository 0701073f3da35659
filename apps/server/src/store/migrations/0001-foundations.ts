/** Audit, people, organisations, notices, scenarios and datasets. Quoted camel-case columns belong to better-auth. */
export const foundations: readonly string[] = [
  `create table audit_event (
    index bigint primary key, at timestamptz not null, person text, organisation text,
    event text not null, subject text not null, details text not null,
    previous_hash text not null, hash text not null unique)`,
  `create table space (
    id integer primary key check (id = 1), title jsonb not null, demo boolean not null,
    set_up_code text, set_up_at timestamptz, seeded_at timestamptz)`,
  `create table person (
    id text primary key, name text not null, email text not null unique,
    "emailVerified" boolean not null, image text,
    "createdAt" timestamptz not null default current_timestamp,
    "updatedAt" timestamptz not null default current_timestamp,
    names jsonb, operator boolean not null default false,
    demo_role text, demo_line jsonb, demo_order integer)`,
  `create table session (
    id text primary key, "expiresAt" timestamptz not null, token text not null unique,
    "createdAt" timestamptz not null default current_timestamp, "updatedAt" timestamptz not null,
    "ipAddress" text, "userAgent" text,
    "userId" text not null references person (id) on delete cascade, "activeOrganizationId" text)`,
  `create index session_by_person on session ("userId")`,
  `create table credential (
    id text primary key, "accountId" text not null, "providerId" text not null,
    "userId" text not null references person (id) on delete cascade,
    "accessToken" text, "refreshToken" text, "idToken" text,
    "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, scope text, password text,
    "createdAt" timestamptz not null default current_timestamp, "updatedAt" timestamptz not null)`,
  `create index credential_by_person on credential ("userId")`,
  `create table verification (
    id text primary key, identifier text not null, value text not null,
    "expiresAt" timestamptz not null, "createdAt" timestamptz not null default current_timestamp,
    "updatedAt" timestamptz not null default current_timestamp)`,
  `create table organisation (
    id text primary key, name text not null, slug text not null unique, logo text,
    "createdAt" timestamptz not null, metadata text,
    names jsonb not null default '{}', hue integer not null default 0, role jsonb not null default '{}')`,
  `create table membership (
    id text primary key, "organizationId" text not null references organisation (id) on delete cascade,
    "userId" text not null references person (id) on delete cascade,
    role text not null, "createdAt" timestamptz not null,
    unique ("userId", "organizationId"))`,
  `create index membership_by_organisation on membership ("organizationId")`,
  `create table invitation (
    id text primary key, "organizationId" text not null references organisation (id) on delete cascade,
    email text not null, role text, status text not null, "expiresAt" timestamptz not null,
    "createdAt" timestamptz not null default current_timestamp,
    "inviterId" text not null references person (id) on delete cascade)`,
  `create index invitation_by_organisation on invitation ("organizationId")`,
  `create table notice (
    id text primary key, person text not null references person (id) on delete cascade,
    kind text not null, at timestamptz not null, read_at timestamptz, link text not null, words jsonb not null)`,
  `create index notice_by_person on notice (person, at desc)`,
  `create table scenario (
    id text primary key, sector text not null, title jsonb not null, problem jsonb not null,
    users jsonb not null, value jsonb not null, data_wanted jsonb not null, acceptance jsonb not null,
    deadline date, state text not null, owner_person text not null references person (id),
    owner_organisation text not null references organisation (id),
    posted_at timestamptz not null, version integer not null)`,
  `create table dataset (
    id text primary key, sector text not null, title jsonb not null, description jsonb not null,
    owner text not null references organisation (id), licence jsonb not null, source jsonb not null,
    rows bigint not null, size_bytes bigint not null, columns jsonb not null, profile jsonb not null,
    first_rows jsonb not null, digest text not null, csv text not null, registered_at timestamptz not null)`,
  `create table upload (
    id text primary key, person text not null references person (id) on delete cascade,
    organisation text not null references organisation (id), csv text not null,
    size_bytes bigint not null, columns jsonb not null, uploaded_at timestamptz not null)`,
]
