import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { readStoredRules, shippedRules, type RuleFile } from '#config/legal-grounds';
import { Codec, EventStore } from '#libs/event-store';
import { Problem } from '#libs/http';
import { remember, ruleOf } from './rule-book.js';
import { RULES_ID, rulesConcept } from './rules.concept.js';
import { rulesEvents, type RulesEvent } from './rules.events.js';

const LEARN_EVERY_MS = 60_000;

/** What was decided under a rule: on whichever instance. */
export interface UnderRule {
  readonly ground: string;
  readonly ruleVersion: string | null;
}

/**
 * The rules in force at this moment, as the event store has them: what was applied last, or those shipped. Each judgement asks; a change that an
 * operator applied holds for the very next one, on every instance.
 */
@Injectable()
export class LegalRules implements OnModuleInit, OnModuleDestroy {
  private readonly codec = new Codec<RulesEvent>(rulesEvents);
  private applied: readonly RuleFile[] = [];
  /** Until the event store has been asked once, a version may stand here in the words that are shipped, and was put in force in others. */
  private asked = false;
  private learning: NodeJS.Timeout | undefined;

  constructor(private readonly store: EventStore) {}

  async onModuleInit(): Promise<void> {
    // A database that is not there yet does not stop the start: the first judgement asks again.
    await this.inForce().catch(() => undefined);
    // A server that judges nothing for a while still shows in their own words the decisions that another one made under a new rule.
    this.learning = setInterval(() => void this.inForce().catch(() => undefined), LEARN_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.learning);
  }

  /**
   * Makes sure that `ruleOf` tells the rules that these were decided under, before a page says what binds the data: a rule may have been applied, and a
   * decision made under it, on another instance a moment ago.
   */
  async know(decided: readonly UnderRule[]): Promise<void> {
    if (decided.some((one) => !this.asked || !isKnown(one))) await this.history();
  }

  /** As `know`, for what must not leave without its rule. @throws Problem 503 where nobody here knows that version, as while a release is rolled out */
  async require(decided: UnderRule): Promise<void> {
    await this.know([decided]);
    if (!isKnown(decided)) throw unknownRule(decided);
  }

  async inForce(): Promise<RuleFile> {
    return (await this.history()).at(-1) ?? shippedRules;
  }

  /** Every file that was applied, the oldest first. */
  async history(): Promise<readonly RuleFile[]> {
    const events = await this.store.readStream(`${rulesConcept.name}-${RULES_ID}`, this.applied.length + 1);
    const files = events.map((stored) => readStoredRules(this.codec.decode(stored).event.data.file));
    if (files.length > 0) {
      // Two that ask at once read the same events: the stream's own numbers say which are new.
      this.applied = [...this.applied.slice(0, events[0]!.revision - 1), ...files];
      for (const file of this.applied) remember(file);
    }
    this.asked = true;
    return this.applied;
  }
}

const isKnown = ({ ground, ruleVersion }: UnderRule): boolean => ruleOf(ground, ruleVersion) !== undefined;

const unknownRule = ({ ground, ruleVersion }: UnderRule): Problem =>
  new Problem(
    503,
    'rule-not-known',
    {
      sv: 'Vad som skyddar uppgifterna hos mottagaren kan inte visas: reglerna för beslutet är inte kända här ännu. Försök igen om en stund.',
      en: 'What protects the data at the recipient cannot be shown: the rules of the decision are not known here yet. Try again in a while.',
    },
    { rule: `${ground} ${ruleVersion ?? ''}`.trim(), retryAfter: 60 },
  );
