import { TextField } from '../../ui/field.tsx';
import type { FigureName } from './campaign-draft.ts';
import type { CampaignEditing } from './use-campaign-editing.ts';

/** A figure of the settings; what is no figure says so once the step is left. */
export function FigureField(props: { editing: CampaignEditing; figure: FigureName; label: string; hint?: string }) {
  const { editing, figure, label, hint } = props;
  return (
    <TextField
      label={label}
      hint={hint}
      inputMode="decimal"
      autoComplete="off"
      maxLength={12}
      className="tabular max-w-40"
      value={editing.draft.figures[figure]}
      error={editing.problemOf(figure)}
      onChange={(event) => editing.type(figure, event.target.value)}
    />
  );
}
