import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  closedAmong,
  diffRules,
  formerRules,
  holdsOn,
  knownRules,
  parseRuleFile,
  RuleFileFaults,
  shippedRules,
  type RuleChange,
} from '#config/legal-grounds';
import { swedishDate } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta } from '#src/access/index';
import { LegalRules } from './legal-rules.js';
import { RULES_ID, RULES_PLACE, rulesConcept } from './rules.concept.js';

export interface RulesApplied {
  readonly changes: readonly RuleChange[];
  /** False after a dry run, and when nothing differs. */
  readonly applied: boolean;
}

/** A rule file put in force, or only compared with what is in force (`dryRun`). */
export class ApplyRules extends Command<RulesApplied> {
  constructor(
    readonly meta: CommandMeta,
    readonly file: unknown,
    readonly decision: string,
    readonly dryRun: boolean,
  ) {
    super();
  }
}

@CommandHandler(ApplyRules)
export class ApplyRulesHandler implements ICommandHandler<ApplyRules> {
  constructor(
    private readonly door: WriteDoor,
    private readonly rules: LegalRules,
  ) {}

  /** @throws RuleFileFaults for a file that is malformed, contradicts itself, or gives a used version another meaning */
  async execute({ meta, file, decision, dryRun }: ApplyRules): Promise<RulesApplied> {
    const wanted = parseRuleFile(file);
    const today = swedishDate(meta.now);
    const closed = closedAmong(wanted.grounds.filter((rule) => holdsOn(rule, today)));
    if (closed.length > 0) throw new RuleFileFaults(closed);
    const history = await this.rules.history();
    const changes = diffRules(history.at(-1) ?? shippedRules, wanted, knownRules(history, [formerRules, shippedRules]));
    // Nothing was applied yet: the first file is recorded even as it was shipped, so that an upgrade does not change the rules by itself.
    const pins = history.length === 0;
    if (dryRun || (changes.length === 0 && !pins)) return { changes, applied: false };
    if (decision.trim().length < 10) throw new RuleFileFaults(['Say who decided this and why (--decision), in ten characters or more.']);
    await this.door.execute({
      concept: rulesConcept,
      id: RULES_ID,
      operation: 'ApplyRules',
      action: 'work',
      command: {
        type: 'ApplyRules',
        data: {
          file: JSON.stringify(wanted),
          changes: changes.map(({ id, version, ...rest }) => ({ ...rest, ruleId: id, ruleVersion: version })),
          decision,
        },
        comparedWith: history.length,
      },
      meta,
      place: RULES_PLACE,
      creates: {},
    });
    await this.rules.inForce();
    return { changes, applied: true };
  }
}
