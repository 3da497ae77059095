export interface Account {
  sid: string;
  token: string;
}

const key = 'offhook-emulator-account';

/** The account of the link `#sid=…&token=…`, which is then taken out of the address; else the one of this tab. */
export function knownAccount(): Account | undefined {
  const given = new URLSearchParams(location.hash.slice(1));
  const [sid, token] = [given.get('sid'), given.get('token')];
  if (sid && token) {
    rememberAccount({ sid, token });
    history.replaceState(null, '', `${location.pathname}#/`);
    return { sid, token };
  }
  const [rememberedSid, rememberedToken] = sessionStorage.getItem(key)?.split(':') ?? [];
  return rememberedSid && rememberedToken ? { sid: rememberedSid, token: rememberedToken } : undefined;
}

export function rememberAccount({ sid, token }: Account): void {
  sessionStorage.setItem(key, `${sid}:${token}`);
}

export function forgetAccount(): void {
  sessionStorage.removeItem(key);
}
