import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { draftOf } from './script-draft.ts';
import { TextDiff } from './text-diff.tsx';
import type { ScriptDetail, ScriptEditing } from './use-script-editing.ts';

type Version = ScriptDetail['versions'][number];

/** Every version, newest first; an earlier one can be compared and made the newest again. */
export function ScriptVersions({ script, editing }: { script: ScriptDetail; editing: ScriptEditing }) {
  const versions = script.versions.toSorted((one, other) => other.version - one.version);
  return (
    <section aria-labelledby="versions" className="card grid grid-cols-[minmax(0,1fr)] gap-2 p-4">
      <h2 id="versions" className="text-base leading-6 font-semibold">
        Versions
      </h2>
      <ol aria-label="Versions" className="divide-y">
        {versions.map((version) => (
          <VersionItem key={version.version} version={version} script={script} editing={editing} />
        ))}
      </ol>
    </section>
  );
}

function VersionItem({ version, script, editing }: { version: Version; script: ScriptDetail; editing: ScriptEditing }) {
  const [compared, setCompared] = useState(false);
  const isNewest = version.version === script.version;
  const { save, isChanged } = editing;
  const content = draftOf({ ...version, name: script.name });
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-1 py-2">
      <div className="flex flex-wrap items-center gap-x-2">
        <span className="font-medium">Version {version.version}</span>
        <span className="text-[13px] text-muted">
          {isNewest ? 'now · ' : ''}
          {version.changed_by}, <RelativeTime at={version.at} />
        </span>
        {isNewest ? null : (
          <Button size="small" className="ml-auto" aria-expanded={compared} onClick={() => setCompared(!compared)}>
            Compare<span className="sr-only"> version {version.version} with now</span>
          </Button>
        )}
      </div>
      {compared ? (
        <>
          <TextDiff before={content} after={draftOf(script)} />
          <RestoreButton
            version={version.version}
            blocked={isChanged}
            busy={save.isPending}
            onRestore={() => save.mutate({ draft: content, baseVersion: script.version })}
          />
        </>
      ) : null}
    </li>
  );
}

function RestoreButton(props: { version: number; blocked: boolean; busy: boolean; onRestore: () => void }) {
  if (props.blocked)
    return <p className="text-[13px] text-muted">Save or discard your changes to restore this version.</p>;
  return (
    <Button size="small" className="justify-self-start" disabled={props.busy} onClick={props.onRestore}>
      Restore version {props.version} as a new version
    </Button>
  );
}
