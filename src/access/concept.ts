import type { Decider, EventDefinitions, RightsChange } from '#libs/shared-kernel';
import type { RefusalTexts } from '#libs/http';
import type { Recorded } from '#libs/event-store';
import type { Facts, SubjectType } from './policy.js';

/** A record of an agency, in a case: where a fact belongs. */
export interface Place {
  readonly recordId: string;
  readonly caseId: string;
}

/** Everything that the write door must know about one concept: its rules, its events, what policy is asked, which rights its events bring. */
export interface Concept<C, S, E extends { type: string; data: object }, R extends string> {
  /** Category of its streams: `referral` → stream `referral-<id>`. */
  readonly name: string;
  readonly subject: SubjectType;
  readonly decider: Decider<C, S, E, R>;
  readonly events: EventDefinitions;
  readonly refusals: RefusalTexts<R>;
  /** What the policy asks about in this state; null when there is nothing yet. `assigned`, `joined` and `locked` are filled in by the door. */
  facts(state: S): Facts | null;
  /** The record that an existing stream belongs to. Left out where several agencies write to one stream (a referral). */
  home?(state: S): Place | null;
  /** Rights that an event opens or closes, written in its own commit. */
  rights?(recorded: Omit<Recorded<E>, 'position'>): readonly RightsChange[];
}
