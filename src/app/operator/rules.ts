import { CommandBus } from '@nestjs/cqrs';
import { RuleFileFaults, type RuleChange } from '#config/legal-grounds';
import type { Settings } from '#config/settings';
import { Clock } from '#libs/shared-kernel';
import { ApplyRules, LegalRules } from '#src/coordination/index';
import { operatorActor } from '#src/organisation/index';
import { start } from '../start.js';

export interface RulesOptions {
  readonly decision: string;
  readonly dryRun: boolean;
}
type Say = (line: string) => void;

const CHANGES: Readonly<Record<RuleChange['change'], string>> = {
  added: 'new: opens or closes from its first day',
  ended: 'ends earlier than before',
  prolonged: 'ends later than before',
  removed: 'REMOVED: no longer opens or closes anything',
};
const line = ({ change, table, id, version }: RuleChange): string =>
  `  ${table} ${id}${version === '-' ? '' : `, version ${version}`}: ${CHANGES[change]}`;

/**
 * Puts a rule file in force, or shows what it would change. What was decided before keeps the rules that it was decided under.
 * @throws with one sentence for each fault of the file; nothing is changed then
 */
export const applyRules = async (settings: Settings, text: string, { decision, dryRun }: RulesOptions, say: Say): Promise<void> => {
  const file = parseJson(text);
  const started = await start({ settings, progress: say, listen: false });
  try {
    const now = started.app.get(Clock, { strict: false }).now();
    const commands = started.app.get(CommandBus, { strict: false });
    const { changes, applied } = await commands.execute(new ApplyRules(operatorActor(now), file, decision, dryRun));
    say(changes.length === 0 ? 'The file says what is in force already.' : `The file changes ${changes.length} rules:`);
    for (const change of changes) say(line(change));
    say(applied ? 'In force from now on. Past decisions keep the rules that they were made under.' : 'Nothing was applied.');
  } finally {
    await started.stop();
  }
};

/** The rules in force, as a file to change and apply. */
export const exportRules = async (settings: Settings, say: Say): Promise<string> => {
  const started = await start({ settings, progress: say, listen: false });
  try {
    return `${JSON.stringify(await started.app.get(LegalRules, { strict: false }).inForce(), null, 2)}\n`;
  } finally {
    await started.stop();
  }
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new RuleFileFaults([`The file is no JSON: ${error instanceof Error ? error.message : String(error)}.`]);
  }
};
