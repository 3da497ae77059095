import { parseId } from '@offhook/kit';
import { found } from '#runtime/refusal';
import type { ContactCondition } from '../store/filter.ts';

export interface FilterQuery {
  search?: string | undefined;
  tag?: string | undefined;
  company?: string | undefined;
  has_number?: boolean | undefined;
  country?: string | undefined;
  created_since?: string | undefined;
  import_id?: string | undefined;
}

export function readFilter(query: FilterQuery): ContactCondition {
  const { search, tag, company, country, has_number: hasNumber, created_since: since, import_id: importId } = query;
  return {
    ...{ search, tag, company, country, hasNumber },
    createdSince: since === undefined ? undefined : new Date(since),
    importId: importId === undefined ? undefined : found(parseId('import', importId)),
  };
}
