import type { FlowTemplate } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { Button } from '../../ui/button.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { templatesQuery } from './flow-queries.ts';
import { GraphDrawing } from './graph-drawing.tsx';

/** What a new flow begins with. */
export interface Beginning {
  template: string | undefined;
  name: string;
}

/** Flows to begin with, each with a picture. */
export function TemplatesGallery({ onUse }: { onUse: (beginning: Beginning) => void }) {
  const templates = useQuery(templatesQuery);
  if (templates.isPending) return <Skeleton rows={3} rowHeight={240} label="Loading templates" />;
  if (templates.isError)
    return <FailedState what="Templates" error={templates.error} onRetry={() => void templates.refetch()} />;
  return (
    <ul aria-label="Templates" className="grid grid-cols-[repeat(auto-fill,minmax(min(260px,100%),1fr))] gap-3">
      {templates.data.items.map((template) => (
        <TemplateCard key={template.id} template={template} onUse={onUse} />
      ))}
      <li className="card grid content-between gap-3 p-3">
        <div className="grid gap-1">
          <h3 className="font-semibold">Empty flow</h3>
          <p className="text-[13px] text-muted">Only the start; the rest is up to you.</p>
        </div>
        <Button aria-label="Use this: Empty flow" onClick={() => onUse({ template: undefined, name: '' })}>
          Use this
        </Button>
      </li>
    </ul>
  );
}

function TemplateCard({ template, onUse }: { template: FlowTemplate; onUse: (beginning: Beginning) => void }) {
  const { id, name, description, flow_definition } = template;
  return (
    <li className="card grid content-between gap-3 p-3">
      <div className="grid gap-2">
        <GraphDrawing graph={flow_definition} name={name} />
        <h3 className="font-semibold">{name}</h3>
        <p className="text-[13px] text-muted">{description}</p>
      </div>
      <Button aria-label={`Use this: ${name}`} onClick={() => onUse({ template: id, name })}>
        Use this
      </Button>
    </li>
  );
}
