import { ApiError } from '@offhook/contract';

/** What happened and what to do, for people. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ApiError) {
    return error.code === 'bug'
      ? 'Something went wrong on the server. Nothing is known to be lost; try again, and quote the request id if it stays.'
      : error.problem.message;
  }
  if (error instanceof TypeError && /module/.test(error.message))
    return 'A part of the page could not be loaded; the server may have been updated. Reload the page.';
  if (error instanceof TypeError && /fetch|network/i.test(error.message))
    return 'The server cannot be reached. Check the connection and try again.';
  return 'The page ran into a problem. Retry; if it stays, reload the page.';
}

/** What the server's log can be searched for, when the failure came from there. */
export function requestIdOf(error: unknown): string | undefined {
  return error instanceof ApiError && error.problem.request_id ? error.problem.request_id : undefined;
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof ApiError ? error.code : undefined;
}

/** The field that a refusal speaks of, so that the sentence can stand beside it. */
export function fieldOf(error: unknown): string | undefined {
  const field = error instanceof ApiError ? error.problem.details?.field : undefined;
  return typeof field === 'string' ? field : undefined;
}
