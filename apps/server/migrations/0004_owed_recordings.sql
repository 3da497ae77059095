-- Ended calls whose recording may still be on its way are looked for by the time of their end.
create index calls_recorded on calls (ended_at) where wants_recording and answered_at is not null;
