import { SelectField } from '../../ui/field.tsx';

// Those that S3 names; the carrier knows more.
const voices = ['Polly.Joanna', 'Polly.Matthew', 'Polly.Amy', 'man', 'woman'];

/** Who speaks the text; nothing chosen is the carrier's `alice`. */
export function VoiceField({ value, onChange }: { value: string; onChange: (voice: string) => void }) {
  return (
    <SelectField label="Voice" value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">alice</option>
      {voices.map((voice) => (
        <option key={voice}>{voice}</option>
      ))}
    </SelectField>
  );
}
