import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { readStoredRules, shippedRules, type RuleFile } from '#config/legal-grounds';
import { Codec, EventStore } from '#libs/event-store';
import { remember } from './rule-book.js';
import { RULES_ID, rulesConcept } from './rules.concept.js';
import { rulesEvents, type RulesEvent } from './rules.events.js';

const LEARN_EVERY_MS = 60_000;

/**
 * The rules in force at this moment, as the event store has them: what was applied last, or those shipped. Each judgement asks; a change that an
 * operator applied holds for the very next one, on every instance.
 */
@Injectable()
export class LegalRules implements OnModuleInit, OnModuleDestroy {
  private readonly codec = new Codec<RulesEvent>(rulesEvents);
  private applied: readonly RuleFile[] = [];
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
    return this.applied;
  }
}
