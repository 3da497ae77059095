-- What a request made, written in the transaction that made it: a repeat can be answered even when the first try died.
alter table idempotency_keys add column subject text;
