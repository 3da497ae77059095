import { importSuppressions, type SuppressionList } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { fieldOf, sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { sayDone } from '../../ui/toasts.tsx';

const newList = '';

/** A file of numbers, such as a national register; the server goes on with it alone. */
export function UploadDialog({ lists, onClose }: { lists: readonly SuppressionList[]; onClose: () => void }) {
  const client = useQueryClient();
  const [file, setFile] = useState<File>();
  const [listId, setListId] = useState(newList);
  const [name, setName] = useState('');
  const [validUntil, setValidUntil] = useState('');
  const upload = useMutation({
    mutationFn: () => {
      const into = listId === newList ? { ...(name && { name }) } : { list_id: listId };
      return api(importSuppressions, { body: { ...into, ...(validUntil && { valid_until: validUntil }) }, file });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['suppressions'] });
      sayDone('The file has arrived. You may leave this page.');
      onClose();
    },
  });
  const problemOf = (field: string) => (fieldOf(upload.error) === field ? sentenceOf(upload.error) : undefined);
  const isNamed = ['numbers', 'name'].includes(fieldOf(upload.error) ?? '');
  return (
    <Dialog
      title="Upload a list"
      description="A text or CSV file, one number a line or in a column. Only hashes of the numbers are kept."
      onClose={onClose}
    >
      <form
        aria-label="Upload a list"
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!upload.isPending) upload.mutate();
        }}
      >
        <TextField
          label="File"
          type="file"
          required
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          className="py-1.5"
          error={problemOf('numbers')}
          onChange={(event) => {
            setFile(event.target.files?.[0]);
            upload.reset();
          }}
        />
        <SelectField label="Into" value={listId} onChange={(event) => setListId(event.target.value)}>
          <option value={newList}>A new list</option>
          {lists.map(({ id, name: known }) => (
            <option key={id} value={id}>
              {known}
            </option>
          ))}
        </SelectField>
        {listId === newList ? (
          <TextField
            label="Name of the list"
            hint="Empty: that of the file."
            maxLength={120}
            value={name}
            error={problemOf('name')}
            onChange={(event) => {
              setName(event.target.value);
              upload.reset();
            }}
          />
        ) : null}
        <TextField
          label="Next copy due"
          type="date"
          hint="US law asks for a copy of the register not older than 31 days."
          value={validUntil}
          onChange={(event) => setValidUntil(event.target.value)}
        />
        {upload.error && !isNamed ? (
          <p role="alert" className="text-[13px] text-danger-text">
            {sentenceOf(upload.error)}
          </p>
        ) : null}
        <Button type="submit" look="primary" className="justify-self-end" aria-disabled={upload.isPending}>
          {upload.isPending ? 'Uploading…' : 'Upload'}
        </Button>
      </form>
    </Dialog>
  );
}
