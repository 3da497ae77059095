// The package ships no types.
declare module 'digest-header' {
  function digestHeader(method: string, uri: string, challenge: string, credentials: string): string;
  export = digestHeader;
}
