// The package ships no types.
declare module 'digest-header' {
  export default function digestHeader(method: string, uri: string, challenge: string, credentials: string): string;
}
