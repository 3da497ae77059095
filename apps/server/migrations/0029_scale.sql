-- When the carrier was about to be asked, however long the call had waited for its turn; null: it was not, for all we know.
alter table attempts add column asked_at timestamptz;

-- Those whose last attempt ended so, page by page: filtered, and opened again.
create index prospects_outcome on prospects (tenant_id, campaign_id, outcome, id) where outcome is not null;

-- A column and not an expression, so that a number is found by its end behind row level security, too.
alter table prospects
  add column reversed_digits text generated always as (reverse(substr(phone_number, 2))) stored;
create index prospects_digits on prospects (tenant_id, campaign_id, reversed_digits text_pattern_ops, id)
  where reversed_digits is not null;

-- The file that a consent came with. One whose import was undone was never given: it counts neither as given nor as
-- taken back.
alter table consents
  add column import_id uuid,
  add column undone_at timestamptz;
create index consents_import on consents (tenant_id, import_id, id) where import_id is not null and undone_at is null;
grant update (undone_at) on consents to offhook_app, offhook_system;
