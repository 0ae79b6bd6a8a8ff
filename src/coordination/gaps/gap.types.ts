import type { Bilingual } from '#libs/http';

export type GapKind =
  | 'referral-unread'
  | 'referral-unanswered'
  | 'intervention-overdue'
  | 'intervention-interrupted'
  | 'line-without-follow-up'
  | 'plan-without-follow-up'
  | 'child-not-assessed'
  | 'risk-to-reassess'
  | 'plan-missing';

/** A hole in the chain, as far as this reader can see it. */
export interface Gap {
  readonly kind: GapKind;
  /** The agency whose turn it is to act. */
  readonly laneAgency: string;
  readonly thingId: string;
  readonly text: Bilingual;
  /** Where it is closed. */
  readonly href: string;
}

/** A link of the chain with the fields that the reader may see. A field that is not there is unknown, never "no". */
export interface GapLink {
  readonly thing: string;
  readonly thingId: string;
  readonly ownerAgency: string;
  readonly personId: string | null;
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
  /** The reader's own record: how it came about decides whether a plan is expected. */
  readonly record: {
    readonly recordId: string;
    readonly status: 'open' | 'closed';
    readonly source: 'report' | 'referral' | 'own';
    readonly track?: 'exposed' | 'child' | 'violence-user';
  };
  readonly links: readonly GapLink[];
  readonly referrals: readonly GapReferral[];
  /** Children registered in the reader's own record. */
  readonly children: readonly { readonly personId: string }[];
  /** The Swedish calendar day and the moment, both of the injected clock. */
  readonly today: string;
  readonly now: Date;
}
