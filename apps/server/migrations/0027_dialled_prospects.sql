-- Prospects who were dialled at least once are counted too: those who wait for a retry or were skipped later are among them.
create function counted_as(state text, reason jsonb, attempts smallint) returns setof text language sql immutable as $$
  select 'state:' || state
  union all select 'reason:' || (reason ->> 'code') where reason is not null and state in ('waiting', 'skipped')
  union all select 'dialled' where attempts > 0
$$;

create or replace function count_prospects() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into campaign_counts (tenant_id, campaign_id, what, n)
      select tenant_id, campaign_id, w.what, count(*)
      from added, counted_as(state, reason, attempts) w (what) group by 1, 2, 3;
  elsif tg_op = 'UPDATE' then
    insert into campaign_counts (tenant_id, campaign_id, what, n)
      select tenant_id, campaign_id, w.what, sum(n) from (
        select tenant_id, campaign_id, state, reason, attempts, 1 as n from added
        union all select tenant_id, campaign_id, state, reason, attempts, -1 from removed
      ) changed, counted_as(state, reason, attempts) w (what) group by 1, 2, 3 having sum(n) <> 0;
  else
    -- A campaign that goes takes its counts along.
    insert into campaign_counts (tenant_id, campaign_id, what, n)
      select r.tenant_id, r.campaign_id, w.what, -count(*)
      from removed r join campaigns c on c.tenant_id = r.tenant_id and c.id = r.campaign_id,
        counted_as(r.state, r.reason, r.attempts) w (what) group by 1, 2, 3;
  end if;
  return null;
end
$$;

drop function counted_as(text, jsonb);

-- The owner of the tables is fenced in as well.
alter table prospects no force row level security;
alter table campaign_counts no force row level security;
insert into campaign_counts (tenant_id, campaign_id, what, n)
  select tenant_id, campaign_id, 'dialled', count(*) from prospects where attempts > 0 group by 1, 2;
alter table prospects force row level security;
alter table campaign_counts force row level security;
