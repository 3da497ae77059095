import { useLocation } from '@tanstack/react-router';

/** The one-time code of a link. It stands behind the #, where no server and no log sees it. */
export function useLinkCode(): string {
  const hash = useLocation({ select: (location) => location.hash });
  return new URLSearchParams(hash).get('code') ?? '';
}
