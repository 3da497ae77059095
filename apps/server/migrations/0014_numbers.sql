create table phone_numbers (
  tenant_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  phone_number text not null,
  carrier_sid text not null,
  country_code text not null,
  number_type text not null check (number_type in ('local', 'toll_free', 'mobile')),
  capabilities jsonb not null,
  label text not null,
  description text,
  route jsonb not null,
  forwarding jsonb not null,
  recording_policy text not null check (recording_policy in ('default', 'never', 'always')),
  -- Of another feature, which says whether it exists.
  box_id uuid,
  -- As last seen at the carrier.
  voice_url text,
  voice_fallback_url text,
  status_callback_url text,
  health text not null check (health in ('ok', 'voice_url_elsewhere', 'missing_at_carrier', 'unknown')),
  health_checked_at timestamptz,
  -- When the carrier was asked last, whether or not it answered.
  health_asked_at timestamptz,
  monthly_price_micros bigint,
  currency text not null,
  is_active boolean not null,
  bought_at timestamptz not null,
  -- What is released stays, for whoever asks what a number was.
  released_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, connection_id) references carrier_connections (tenant_id, id)
);
create unique index phone_numbers_held on phone_numbers (tenant_id, phone_number) where released_at is null;
-- An incoming call names the number and the account: whose it is must be found first.
create index phone_numbers_inbound on phone_numbers (phone_number) where released_at is null;
call fence('phone_numbers', 'select, insert, update', true);

-- Written before the carrier is asked, so that what a stop cuts off is looked for and never ordered again.
create table number_purchases (
  tenant_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  phone_number text not null,
  state text not null check (state in ('intended', 'bought', 'refused', 'unknown')),
  -- How the number shall be set up.
  wish jsonb not null,
  number_id uuid,
  problem text,
  carrier_code text,
  asked_by text not null,
  created_at timestamptz not null,
  last_looked_at timestamptz,
  times_not_found int not null default 0,
  primary key (tenant_id, id),
  foreign key (tenant_id, connection_id) references carrier_connections (tenant_id, id),
  foreign key (tenant_id, number_id) references phone_numbers (tenant_id, id)
);
create unique index number_purchases_open on number_purchases (tenant_id, phone_number)
  where state in ('intended', 'unknown');
create index number_purchases_due on number_purchases (created_at) where state in ('intended', 'unknown');
call fence('number_purchases', 'select, insert, update', true);
