-- The newest virtual day of a campaign, as far as it has come; another one takes its place.
create table virtual_days (
  tenant_id uuid not null,
  campaign_id uuid not null,
  run uuid not null,
  state text not null check (state in ('running', 'done', 'failed', 'cancelled')),
  -- What is played: who answers, how many, from when to when.
  plan jsonb not null,
  -- What the player told last.
  told jsonb not null,
  failure text,
  started_at timestamptz not null,
  -- A running one of which nothing is heard for long died with its server.
  heard_at timestamptz not null,
  primary key (tenant_id, campaign_id),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id) on delete cascade
);
call fence('virtual_days', 'select, insert, update, delete', false);
