-- The connection that an incoming call came through; what we placed has one with each attempt.
alter table calls add column connection_id uuid;
