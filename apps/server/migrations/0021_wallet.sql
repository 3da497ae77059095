-- What a workspace has paid in and may still spend on calls. One row to lock: whoever holds, charges or tops up changes
-- it in the same transaction. What the carrier charges is in `charges`; here is what the workspace pays for it.
create table wallets (
  tenant_id uuid primary key,
  balance_micros bigint not null default 0,
  -- Set aside for calls under way.
  held_micros bigint not null default 0 check (held_micros >= 0),
  currency text not null default 'USD',
  -- How far below nothing the balance may go.
  overdraft_micros bigint not null default 0 check (overdraft_micros >= 0),
  low_balance_micros bigint not null default 5000000 check (low_balance_micros >= 0),
  -- Since when the balance is below low_balance_micros; whoever is to know is told once.
  low_since timestamptz,
  last_line bigint not null default 0,
  created_at timestamptz not null
);
call fence('wallets', 'select, insert, update', true);

-- A ledger: lines are added and never changed, and their sum is the balance at every commit.
create table wallet_lines (
  tenant_id uuid not null,
  -- The place in the ledger, without gaps.
  line bigint not null,
  id uuid not null,
  kind text not null check (kind in ('top-up', 'charge', 'correction', 'adjustment')),
  micros bigint not null,
  balance_after_micros bigint not null,
  -- Without reference: a call may be deleted, what it cost stays.
  call_id uuid,
  revision int not null default 0,
  by text not null,
  note text not null,
  at timestamptz not null,
  primary key (tenant_id, line),
  unique (tenant_id, id),
  check ((call_id is not null) = (kind in ('charge', 'correction'))),
  check ((kind = 'charge') = (call_id is not null and revision = 0))
);
-- A call is charged once, and each correction is made once.
create unique index wallet_lines_call on wallet_lines (tenant_id, call_id, kind, revision) where call_id is not null;
create index wallet_lines_at on wallet_lines (tenant_id, at);
call fence('wallet_lines', 'select, insert', true);

-- What is set aside for a call, and afterwards the sign that it is paid from the wallet.
create table wallet_holds (
  tenant_id uuid not null,
  call_id uuid not null,
  micros bigint not null check (micros >= 0),
  -- How long the call may last for it.
  seconds int not null,
  -- settled: the call is over and charged. released: nothing was charged for it by then.
  state text not null check (state in ('held', 'settled', 'released')),
  held_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, call_id)
);
create index wallet_holds_held on wallet_holds (expires_at) where state = 'held';
create index wallet_holds_closed on wallet_holds (expires_at) where state <> 'held';
call fence('wallet_holds', 'select, insert, update, delete', true);

-- What a workspace pays for calls from a moment on. One that holds already is never changed: another follows it.
create table wallet_prices (
  tenant_id uuid not null,
  id uuid not null,
  direction text not null check (direction in ('outbound', 'inbound', 'leg')),
  -- How numbers begin; empty: all for which there is no longer one.
  prefix text not null check (prefix ~ '^(\+[0-9]{1,15})?$'),
  minute_micros bigint check (minute_micros between 0 and 1000000000),
  -- Or so many percent of what the carrier charges.
  percent int check (percent between 0 and 10000),
  increment_seconds int not null check (increment_seconds in (1, 6, 10, 15, 30, 60)),
  valid_from timestamptz not null,
  note text not null,
  by text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, direction, prefix, valid_from),
  check ((minute_micros is null) <> (percent is null))
);
call fence('wallet_prices', 'select, insert, delete', true);

-- One row for each crossing below the low balance and each admin: nobody is written to twice about the same.
create table wallet_notices (
  tenant_id uuid not null,
  low_since timestamptz not null,
  email text not null,
  balance_micros bigint not null,
  -- sending: asked, and the answer is not known yet.
  state text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'no_server', 'unknown')),
  tries int not null default 0,
  note text,
  due_at timestamptz not null,
  primary key (tenant_id, low_since, email)
);
create index wallet_notices_due on wallet_notices (due_at) where state in ('waiting', 'sending');
call fence('wallet_notices', 'select, insert, update', true);
