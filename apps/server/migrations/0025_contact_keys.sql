-- Columns and not expressions: lower() is not leakproof, so row level security keeps it away from an index.
alter table contacts
  add column email_key text generated always as (lower(email)) stored,
  add column company_key text generated always as (lower(company)) stored;
drop index contacts_email, contacts_company;
create index contacts_email on contacts (tenant_id, email_key, id) where email_key is not null;
create index contacts_company on contacts (tenant_id, company_key, id) where company_key is not null;
