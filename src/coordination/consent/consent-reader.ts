import { Injectable } from '@nestjs/common';
import { Codec, EventStore, placeOf } from '#libs/event-store';
import type { RightsChange } from '#libs/shared-kernel';
import type { Place } from '#src/access/index';
import { consentCovers, consentIsTheirs, type Concerned, type CoverageQuestion } from './consent-covers.js';
import type { ConsentState } from './consent.decider.js';
import { stateOf, type ConsentAct } from './taken-back.js';
import { wordsForChildren } from './words-for-children.js';
import { consentEvents, type ConsentEvent } from './consent.events.js';

export type KnownConsent = Exclude<ConsentState, { status: 'none' }>;

/**
 * A consent as it stands in the event store at this moment, never as a view remembers it. For handlers that judge a disclosure or a referral;
 * a withdrawal that commits between the judgement and the decision is caught by the rights' own check in the decision's commit.
 */
@Injectable()
export class ConsentReader {
  private readonly codec = new Codec<ConsentEvent>(consentEvents);

  constructor(private readonly store: EventStore) {}

  /** The acts on it, in order; none when there is no such consent. */
  async acts(consentId: string): Promise<readonly ConsentAct[]> {
    const stored = await this.store.readStream(`consent-${consentId}`);
    return stored.map((one) => {
      const { event, recordedAt } = this.codec.decode(one);
      return { event, at: recordedAt, place: placeOf(one.position) };
    });
  }

  /** The state, or null when there is no such consent. */
  async find(consentId: string): Promise<KnownConsent | null> {
    const state = stateOf(await this.acts(consentId));
    return state.status === 'none' ? null : state;
  }

  /** The state, if the consent was registered by this agency in this record; null also for another's, which it may not lean on. */
  async findOwn(consentId: string, agencyId: string, { recordId, caseId }: Place): Promise<KnownConsent | null> {
    const state = await this.find(consentId);
    return state && state.agencyId === agencyId && state.recordId === recordId && state.caseId === caseId ? state : null;
  }

  /** What the commit is told of a request that rests on this consent; nothing where it rests on none. */
  async words(
    rests: string,
    consentId: string | undefined,
    agencyId: string,
    place: Place,
    persons: readonly Concerned[],
  ): Promise<RightsChange[]> {
    const state = consentId === undefined ? null : await this.findOwn(consentId, agencyId, place);
    return state ? wordsForChildren(rests, state, persons) : [];
  }

  /** What judgeGround asks: null without a consent of one's own, else whether it covers the question, of these persons. */
  async covers(
    consentId: string | undefined,
    agencyId: string,
    place: Place,
    { persons, ...question }: CoverageQuestion & { readonly persons: readonly Concerned[] },
  ): Promise<boolean | null> {
    const state = consentId === undefined ? null : await this.findOwn(consentId, agencyId, place);
    return state && consentCovers(state, question) && consentIsTheirs(state, persons);
  }
}
