import { Voicemail } from 'lucide-react';
import { useEditor } from '../editor-store.ts';
import { ChoiceField } from '../fields.tsx';
import { textIn } from '../node-data.ts';
import type { Face, FieldsProps } from './face.ts';

export const voicemail: Face = {
  icon: Voicemail,
  tone: 'st-info',
  summary: (data, directory) => {
    const id = textIn(data, 'box_id');
    if (id === '') return 'Takes a message in the box of the number';
    return `Takes a message in “${directory.boxes[id]?.name ?? 'a box that is gone'}”`;
  },
  Fields: VoicemailFields,
};

function VoicemailFields(fields: FieldsProps) {
  const boxes = useEditor((state) => state.directory.boxes);
  const choices = Object.entries(boxes).map(([value, { name, is_full }]) => ({
    value,
    label: is_full ? `${name} (full)` : name,
  }));
  return (
    <>
      <ChoiceField
        {...fields}
        field="box_id"
        label="Box"
        none="That of the number called, or the workspace's"
        choices={choices}
      />
      <p className="text-[13px] text-muted">
        The caller hears the greeting that the box plays at that moment. Greetings are kept at the voicemail.
      </p>
    </>
  );
}
