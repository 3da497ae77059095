import type { CampaignSettings } from '@offhook/contract';
import { flowExists } from '#features/flows';
import { allNumbers, readPhone } from '#features/numbers';
import { scriptForCalls } from '#features/scripts';
import { dropForCall } from '#features/voicemail-drops';
import { workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { Refusal } from '#runtime/refusal';
import { isTimeZone } from '#runtime/time-zone';
import type { Context } from '../../../context.ts';
import { problemsOf, type SettingsProblem, withReadNumbers } from '../settings-problems.ts';

/** Settings as they are stored. Refused when something in them cannot be meant. */
export async function readSettings(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  given: CampaignSettings,
): Promise<CampaignSettings> {
  const { settings, problems } = await examineSettings(ctx, tx, actor, given);
  const [first] = problems;
  if (first) throw new Refusal('campaigns.settings_wrong', { ...first, problems });
  return settings;
}

/** All that is wrong with settings by now: what they name may be gone since they were stored. */
export async function examineSettings(
  ctx: Context,
  tx: Tx,
  actor: Pick<Actor, 'tenantId'>,
  given: CampaignSettings,
): Promise<{ settings: CampaignSettings; problems: SettingsProblem[] }> {
  const { country, defaultFromNumber } = await workspaceOf(tx, actor.tenantId);
  const own = (await allNumbers(tx)).map(({ phoneNumber }) => phoneNumber);
  const around = {
    now: ctx.clock.now(),
    isTimeZone,
    readPhone: (text: string) => readPhone(text, country),
    ownNumbers: new Set(defaultFromNumber === null ? own : [...own, defaultFromNumber]),
  };
  const settings = withReadNumbers(given, around.readPhone);
  return { settings, problems: [...problemsOf(settings, around), ...(await missingReferences(tx, settings))] };
}

async function missingReferences(
  tx: Tx,
  { variants, voicemail_drop_id }: CampaignSettings,
): Promise<SettingsProblem[]> {
  const problems: SettingsProblem[] = [];
  for (const { key, name, script_id, flow_id } of variants) {
    const field = `settings.variants.${key}`;
    if (script_id !== undefined && !(await isThere(scriptForCalls(tx, script_id)))) {
      problems.push({
        field: `${field}.script_id`,
        problem: `The script of the variant “${name}” is gone. Choose another.`,
      });
    }
    if (flow_id !== undefined && !(await flowExists(tx, flow_id))) {
      problems.push({
        field: `${field}.flow_id`,
        problem: `The flow of the variant “${name}” is gone. Choose another.`,
      });
    }
  }
  if (voicemail_drop_id !== null && !(await isThere(dropForCall(tx, voicemail_drop_id)))) {
    problems.push({ field: 'settings.voicemail_drop_id', problem: 'The voicemail drop is gone. Choose another.' });
  }
  return problems;
}

async function isThere(thing: Promise<unknown>): Promise<boolean> {
  return thing.then(
    () => true,
    (error: unknown) => {
      if (error instanceof Refusal && error.code === 'request.not_found') return false;
      throw error;
    },
  );
}
