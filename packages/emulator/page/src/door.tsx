import { useEffect, useState } from 'preact/hooks';
import { type Account, forgetAccount, knownAccount, rememberAccount } from './session/account.ts';
import { makeApi, Refused, sentenceOf } from './session/api.ts';
import { Shell } from './shell.tsx';
import { Problem, TextField } from './ui/field.tsx';
import { refusedAccount } from './words.ts';

/** Asks for the account when there is none, and again when it is refused. */
export function Door() {
  const [account, setAccount] = useState(knownAccount);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    const linked = () => setAccount((before) => knownAccount() ?? before);
    addEventListener('hashchange', linked);
    return () => removeEventListener('hashchange', linked);
  }, []);
  const leave = (why?: string) => {
    forgetAccount();
    setProblem(why);
    setAccount(undefined);
  };
  if (!account) return <SignIn problem={problem} onAccount={setAccount} />;
  return <Shell key={account.sid + account.token} account={account} onLeave={leave} />;
}

function SignIn({ problem, onAccount }: { problem: string | undefined; onAccount: (account: Account) => void }) {
  const [sid, setSid] = useState('');
  const [token, setToken] = useState('');
  const [refusal, setRefusal] = useState(problem);
  const signIn = async () => {
    const account = { sid: sid.trim(), token: token.trim() };
    try {
      await makeApi(account).get('/health');
      rememberAccount(account);
      onAccount(account);
    } catch (error) {
      setRefusal(error instanceof Refused && error.status === 401 ? refusedAccount : sentenceOf(error));
    }
  };
  return (
    <main class="door">
      <h1>Offhook emulator</h1>
      <p>The command that started the emulator printed both, and a link that brings them along.</p>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void signIn();
        }}
      >
        <TextField label="Account SID" required autocomplete="username" value={sid} onType={setSid} />
        <TextField
          label="Auth token"
          required
          type="password"
          autocomplete="current-password"
          value={token}
          onType={setToken}
        />
        <Problem sentence={refusal} />
        <button type="submit" class="primary">
          Sign in
        </button>
      </form>
    </main>
  );
}
