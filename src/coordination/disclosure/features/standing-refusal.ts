import { Injectable } from '@nestjs/common';
import { Codec, EventStore } from '#libs/event-store';
import { Problem } from '#libs/http';
import { Sealer } from '#libs/privacy';
import { isErased } from '#libs/shared-kernel';
import { disclosureEvents, type DisclosureEvent } from '../disclosure.events.js';
import type { GroundVerdict } from '../ground-check.js';

/** The rule that refused, and why: the same answer at a repetition. */
const refusedProblem = (rule: string, reason: { sv: string; en: string }): Problem =>
  new Problem(
    422,
    'no-legal-ground',
    { sv: 'Utlämnandet saknar stöd. Inget har lämnats ut.', en: 'The disclosure has no ground. Nothing was disclosed.' },
    { rule, detail: reason },
  );

/** The part of a verdict that an event of refusal keeps. @throws for a verdict that allows */
export const refusalOf = (verdict: GroundVerdict): { rule: string; code: string; reason: { sv: string; en: string } } => {
  if (verdict.allowed) throw new Error('nothing was refused');
  const { rule, code, reason } = verdict;
  return { rule, code, reason };
};

/** A refusal by the rules is a decision that was recorded, and is then told: now, or when the same request comes again. */
@Injectable()
export class StandingRefusal {
  private readonly codec = new Codec<DisclosureEvent>(disclosureEvents);

  constructor(
    private readonly store: EventStore,
    private readonly sealer: Sealer,
  ) {}

  /** @throws Problem no-legal-ground when the rules refused it, at once or when it was to be approved */
  async throwIfRefused(disclosureId: string): Promise<void> {
    const last = (await this.store.readStream(`disclosure-${disclosureId}`)).at(-1);
    if (last?.type !== disclosureEvents.refused.type) return;
    const { event } = this.codec.decode({ ...last, data: await this.sealer.open(last.data) });
    if (event.type !== 'coordination.DisclosureRefused') return;
    const { rule, reason } = event.data;
    throw refusedProblem(rule, isErased(reason) || 'sealed' in reason ? { sv: rule, en: rule } : reason);
  }
}
