create table users (
  id uuid primary key default gen_random_uuid(),
  email text not null,
  password_hash text not null,
  time_zone text not null,
  day_start_minute smallint not null default 0 check (day_start_minute between 0 and 1439),
  created_at timestamptz not null default now()
);

-- An address belongs to one account, however it is capitalised.
create unique index users_email on users (lower(email));

create table habits (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  name text not null,
  note text not null default '',
  color text not null,
  start_day date not null,
  archived boolean not null default false,
  created_at timestamptz not null default now()
);

create index habits_of_user on habits (user_id, created_at);

-- The schedule that holds from a day on. The first version holds from the habit's start.
create table habit_versions (
  habit_id uuid not null references habits (id) on delete cascade,
  effective_from date not null,
  schedule jsonb not null,
  week_start smallint not null check (week_start between 1 and 7),
  primary key (habit_id, effective_from)
);

-- Days on which nothing is due, both ends included; without an end it still goes on.
create table habit_pauses (
  habit_id uuid not null references habits (id) on delete cascade,
  from_day date not null,
  to_day date check (to_day >= from_day),
  primary key (habit_id, from_day)
);

create unique index habit_pauses_open on habit_pauses (habit_id) where to_day is null;

-- The day is what counts; instant and zone only tell later how it came about.
create table check_ins (
  habit_id uuid not null references habits (id) on delete cascade,
  day date not null,
  checked_at timestamptz not null,
  time_zone text not null,
  primary key (habit_id, day)
);
