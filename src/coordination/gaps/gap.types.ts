import type { GapKind } from '#config/gap-rules';
import type { Bilingual } from '#libs/http';
import type { AgencyKind } from '#libs/shared-kernel';

export type { GapKind };

/** A hole in the chain, as far as this reader can see it. */
export interface Gap {
  /** The same gap has the same id at each read. Filled and open again, it is another: an acknowledgement does not cover it. */
  readonly gapId: string;
  readonly kind: GapKind;
  /** The agency whose turn it is to act. */
  readonly laneAgency: string;
  readonly thingId: string;
  readonly text: Bilingual;
  /** Why it is one, in a sentence, and by which law or agreement. */
  readonly why: Bilingual;
  readonly source: string;
  /** Where it is closed. */
  readonly href: string;
  /** The own agency knows of it, and has said why it stays. */
  readonly acknowledged: GapAcknowledgement | null;
}

export interface GapAcknowledgement {
  readonly gapId: string;
  readonly at: string;
  readonly by: string;
  /** Left out once erased. */
  readonly reason: string | null;
}

/** A link of the chain with the fields that the reader may see. A field that is not there is unknown, never "no". */
export interface GapLink {
  readonly thing: string;
  readonly thingId: string;
  readonly ownerAgency: string;
  readonly personId: string | null;
  /** Of the latest that was told of it: what happened after an acknowledgement opens the gap anew. */
  readonly occurredAt: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface GapReferral {
  readonly referralId: string;
  readonly status: string;
  readonly urgency: string;
  readonly recipientAgency: string;
  readonly answerBy: Date;
  readonly addressedAt: Date;
}

/** Everything that the reader may see of one case, and nothing else: what is hidden can then not shape the answer. */
export interface GapInput {
  readonly caseId: string;
  readonly ownAgency: string;
  readonly ownKind: AgencyKind;
  /** The reader's own record: how it came about decides whether a plan is expected, whose it is what the baseline asks. */
  readonly record: {
    readonly recordId: string;
    readonly status: 'open' | 'closed';
    readonly source: 'report' | 'referral' | 'own';
    readonly track: 'exposed' | 'child' | 'violence-user';
    readonly openedAt: Date;
  };
  readonly links: readonly GapLink[];
  readonly referrals: readonly GapReferral[];
  /** Children registered in the reader's own record. */
  readonly children: readonly { readonly personId: string }[];
  readonly acknowledged: readonly GapAcknowledgement[];
  /** The Swedish calendar day and the moment, both of the injected clock. */
  readonly today: string;
  readonly now: Date;
}
