import type { Workspace } from '@offhook/contract';
import { Link, type LinkProps } from '@tanstack/react-router';
import { CircleCheck, CircleDashed, X } from 'lucide-react';
import { useMay } from '../../app/session.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { showHandset } from '../simulator/handset-shown.ts';
import { dismissFirstSteps, useFirstStepsShown } from './first-steps-choice.ts';
import { useWorkspace } from './workspace.ts';

type Step = Workspace['first_steps'][number]['step'];

const steps: Record<
  Step,
  { title: string; help: string; link: Pick<LinkProps, 'to' | 'hash' | 'search'> | 'handset' }
> = {
  'place-a-call': {
    title: 'Place a call',
    help: 'Type a number, or the name of a contact, and press Call.',
    link: { to: '/', hash: 'dialer' },
  },
  'hear-a-recording': {
    title: 'Hear a recording',
    help: 'Open a call that was recorded and press Play.',
    link: { to: '/calls', search: { recorded: 'yes' } },
  },
  'play-the-far-end': {
    title: 'Play the far end',
    help: 'Answer a simulated call yourself with the handset in the header.',
    link: 'handset',
  },
  'invite-somebody': { title: 'Invite somebody', help: 'Send a colleague a link.', link: { to: '/people' } },
  'connect-twilio': {
    title: 'Connect Twilio',
    help: 'See which credentials are missing for real calls.',
    link: { to: '/settings', hash: 'carrier' },
  },
};

const stepLook = 'inline-flex min-h-6 items-center font-medium text-accent-text hover:underline';

/** The way in for admins, who alone may take every step; ticked by what the server knows has happened. */
export function FirstSteps() {
  const { first_steps } = useWorkspace();
  const shown = useFirstStepsShown();
  const isAdmin = useMay('admin');
  if (!shown || !isAdmin || first_steps.length === 0) return null;
  const done = first_steps.filter((step) => step.done).length;
  return (
    <section aria-labelledby="first-steps" className="card grid gap-3 p-4">
      <div className="flex items-start justify-between gap-4">
        <div>
          <h2 id="first-steps" className="text-base leading-6 font-semibold">
            First steps
          </h2>
          <p className="text-[13px] text-muted">
            {done} of {first_steps.length} done. Help brings this list back.
          </p>
        </div>
        <IconButton name="Dismiss first steps" icon={<X size={16} aria-hidden />} onClick={dismissFirstSteps} />
      </div>
      <ol className="grid gap-x-4 gap-y-2 sm:grid-cols-2 xl:grid-cols-5">
        {first_steps.map((step) => (
          <StepItem key={step.step} {...step} />
        ))}
      </ol>
    </section>
  );
}

function StepItem({ step, done }: { step: Step; done: boolean }) {
  const { title, help, link } = steps[step];
  const words = (
    <>
      {title}
      <span className="sr-only">{done ? ' (done)' : ' (not done)'}</span>
    </>
  );
  const Icon = done ? CircleCheck : CircleDashed;
  return (
    <li className="flex gap-2">
      <Icon
        size={18}
        aria-hidden
        className={done ? 'mt-0.5 shrink-0 text-[var(--st-live-fg)]' : 'mt-0.5 shrink-0 text-muted'}
      />
      <div>
        {link === 'handset' ? (
          <button type="button" className={stepLook} onClick={() => showHandset(true)}>
            {words}
          </button>
        ) : (
          <Link {...link} className={stepLook}>
            {words}
          </Link>
        )}
        <p className="text-[13px] text-muted">{help}</p>
      </div>
    </li>
  );
}
