import { changeSetting, type listSettings, type RouteRequest, type RouteResponse } from '@offhook/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { Switch } from '../../ui/switch.tsx';
import { SettingChoices } from './setting-choices.tsx';
import { SettingNumber, SettingText } from './setting-fields.tsx';
import { shapeOf, titleOf } from './setting-shape.ts';
import { SettingWords } from './setting-words.tsx';
import { settingsQuery } from './workspace.ts';

type Setting = RouteResponse<typeof listSettings>['items'][number];
type SettingInput = RouteRequest<typeof changeSetting>['body']['value'];

/** What an editor of a setting is given. */
export interface SettingEditor<Value> {
  label: string;
  help: string;
  value: Value;
  readOnly: boolean;
  busy: boolean;
  error: string | undefined;
  onSave: (value: Value) => void;
}

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
  const editor = {
    label,
    readOnly,
    help: setting.help,
    busy: change.isPending,
    error: change.error ? sentenceOf(change.error) : undefined,
    onSave: (value: SettingInput) => change.mutate(value),
  };
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <Editor setting={setting} editor={editor} />
      {setting.is_default || readOnly ? null : (
        <Button look="link" size="inline" className="justify-self-start" onClick={() => change.mutate(null)}>
          Back to the default<span className="sr-only"> of {label}</span>
        </Button>
      )}
    </li>
  );
}

function Editor({ setting, editor }: { setting: Setting; editor: Omit<SettingEditor<SettingInput>, 'value'> }) {
  const shape = shapeOf(setting.key);
  const { value } = setting;
  switch (shape.kind) {
    case 'switch':
      return <SettingSwitch {...editor} value={value === true} />;
    case 'number':
      return <SettingNumber {...editor} value={Number(value)} shape={shape} />;
    case 'choices':
      return <SettingChoices {...editor} value={textsOf(value)} options={shape.options} />;
    case 'words':
      return <SettingWords {...editor} value={textsOf(value)} shape={shape} />;
    default:
      return <SettingText {...editor} value={String(value ?? '')} shape={shape} />;
  }
}

function SettingSwitch({ label, help, value, readOnly, busy, error, onSave }: SettingEditor<boolean>) {
  return (
    <>
      <Switch label={label} checked={value} disabled={readOnly || busy} onChange={onSave} />
      <p className="text-xs text-muted">{help}</p>
      {error ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {error}
        </p>
      ) : null}
    </>
  );
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
