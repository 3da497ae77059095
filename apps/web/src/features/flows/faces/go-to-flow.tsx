import { Workflow } from 'lucide-react';
import { useEditor } from '../editor-store.ts';
import { ChoiceField } from '../fields.tsx';
import { textIn } from '../node-data.ts';
import type { Face, FieldsProps } from './face.ts';

export const goToFlow: Face = {
  icon: Workflow,
  tone: 'st-neutral',
  summary: (data, directory) => {
    const id = textIn(data, 'flow_id');
    if (id === '') return 'No flow chosen yet';
    return `Goes on in “${directory.flows[id]?.name ?? 'a flow that is gone'}”`;
  },
  Fields: GoToFlowFields,
};

function GoToFlowFields(fields: FieldsProps) {
  const flows = useEditor((state) => state.directory.flows);
  const choices = Object.entries(flows).map(([value, { name, live_version_id }]) => ({
    value,
    label: live_version_id ? name : `${name} (not published)`,
  }));
  return (
    <ChoiceField
      {...fields}
      field="flow_id"
      label="Flow"
      hint="The call goes on in the version that is live at that moment."
      choices={choices}
    />
  );
}
