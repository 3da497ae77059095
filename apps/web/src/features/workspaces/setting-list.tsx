import { changeSetting, type listSettings, type RouteRequest, type RouteResponse } from '@offhook/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { Switch } from '../../ui/switch.tsx';
import { settingsQuery } from './workspace.ts';

type Setting = RouteResponse<typeof listSettings>['items'][number];
type SettingInput = RouteRequest<typeof changeSetting>['body']['value'];

/** Every setting of the catalogue with its value here. */
export function SettingList({ readOnly }: { readOnly: boolean }) {
  const settings = useQuery(settingsQuery);
  if (settings.isError)
    return <FailedState what="Settings" error={settings.error} onRetry={() => void settings.refetch()} />;
  if (!settings.data) return <Skeleton rows={4} rowHeight={56} label="Loading settings" />;
  return (
    <ul className="grid gap-5">
      {settings.data.items.map((setting) => (
        <SettingItem key={`${setting.key} ${String(setting.value)}`} setting={setting} readOnly={readOnly} />
      ))}
    </ul>
  );
}

function SettingItem({ setting, readOnly }: { setting: Setting; readOnly: boolean }) {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (value: SettingInput) => api(changeSetting, { params: { key: setting.key }, body: { value } }),
    onSuccess: () => client.invalidateQueries({ queryKey: settingsQuery.queryKey }),
  });
  const label = titleOf(setting.key);
  const error = change.error ? sentenceOf(change.error) : undefined;
  return (
    <li className="grid gap-1">
      {typeof setting.value === 'boolean' ? (
        <>
          <Switch
            label={label}
            checked={setting.value}
            disabled={readOnly || change.isPending}
            onChange={change.mutate}
          />
          <p className="text-xs text-muted">{setting.help}</p>
          {error ? <p role="alert">{error}</p> : null}
        </>
      ) : (
        <TypedSetting {...{ setting, label, readOnly, error }} busy={change.isPending} onSave={change.mutate} />
      )}
      {setting.is_default || readOnly ? null : (
        <Button look="link" size="inline" className="justify-self-start" onClick={() => change.mutate(null)}>
          Back to the default<span className="sr-only"> of {label}</span>
        </Button>
      )}
    </li>
  );
}

function TypedSetting(props: {
  setting: Setting;
  label: string;
  readOnly: boolean;
  error: string | undefined;
  busy: boolean;
  onSave: (value: SettingInput) => void;
}) {
  const { value, help } = props.setting;
  const before = String(value ?? '');
  const [text, setText] = useState(before);
  const shared = {
    label: props.label,
    hint: help,
    error: props.error,
    readOnly: props.readOnly,
    required: true,
    value: text,
  };
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSave(typeof value === 'number' ? Number(text) : text);
      }}
    >
      {typeof value === 'number' ? (
        <TextField {...shared} type="number" className="w-40" onChange={(event) => setText(event.target.value)} />
      ) : (
        <TextArea {...shared} rows={2} onChange={(event) => setText(event.target.value)} />
      )}
      {text === before ? null : (
        <Button type="submit" disabled={props.busy} className="justify-self-start">
          Save
        </Button>
      )}
    </form>
  );
}

function titleOf(key: string): string {
  const words = key.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
