import { TextField } from '../../ui/field.tsx';

const leastLength = 15;

/** A new password, with the rule said before it is broken. */
export function NewPassword(props: { value: string; error: string | undefined; onChange: (value: string) => void }) {
  return (
    <TextField
      label="New password"
      type="password"
      name="new-password"
      autoComplete="new-password"
      required
      minLength={leastLength}
      hint={`At least ${leastLength} characters. A few unrelated words are easy to remember and hard to guess.`}
      value={props.value}
      error={props.error}
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}
