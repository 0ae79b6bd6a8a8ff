import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FieldClass } from '#libs/shared-kernel';
import type { ClassedFields } from '#src/access/index';
import type { ReferralStatus } from './referral.decider.js';

/** A request as its sender or its present recipient may see it: who, when, on which ground. The content is in rows of its own. */
@Entity({ schema: 'door', name: 'referrals', synchronize: false })
export class ReferralRow {
  @PrimaryColumn({ name: 'referral_id', type: 'uuid' }) referralId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ type: 'text' }) kind: 'request' | 'concern-report';
  @Column({ name: 'sender_agency', type: 'text' }) senderAgency: string;
  @Column({ name: 'sender_function', type: 'text' }) senderFunction: string;
  /** Empty for everyone but the present recipient, and for it too once the content is closed to it. */
  @Column({ name: 'recipient_function', type: 'text' }) recipientFunction: string;
  @Column({ name: 'former_function', type: 'text' }) formerFunction: string;
  @Column({ name: 'to_agency', type: 'text' }) toAgency: string;
  @Column({ name: 'to_function', type: 'text' }) toFunction: string;
  @Column({ name: 'granted_classes', type: 'text', array: true, nullable: true }) grantedClasses: FieldClass[] | null;
  /** Whether the recipient can read the content at this moment. */
  @Column({ name: 'content_open', type: 'boolean' }) contentOpen: boolean;
  @Column({ type: 'text', array: true }) classes: FieldClass[];
  @Column({ type: 'text' }) purpose: string;
  @Column({ type: 'text' }) ground: string;
  @Column({ name: 'rule_version', type: 'text' }) ruleVersion: string;
  @Column({ name: 'consent_id', type: 'uuid', nullable: true }) consentId: string | null;
  @Column({ type: 'text', array: true }) need: string[];
  @Column({ type: 'text' }) urgency: 'normal' | 'acute';
  @Column({ type: 'text' }) status: ReferralStatus;
  /** Run out by the clock, not yet recorded. */
  @Column({ type: 'boolean' }) lapsed: boolean;
  @Column({ type: 'text', nullable: true }) outcome: string | null;
  @Column({ name: 'answer_by', type: 'timestamptz' }) answerBy: Date;
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true }) expiresAt: Date | null;
  @Column({ name: 'access_until', type: 'timestamptz', nullable: true }) accessUntil: Date | null;
  @Column({ name: 'sent_at', type: 'timestamptz' }) sentAt: Date;
  @Column({ name: 'addressed_at', type: 'timestamptz' }) addressedAt: Date;
  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true }) endedAt: Date | null;
  @Column({ name: 'changed_at', type: 'timestamptz' }) changedAt: Date;
  @Column({ name: 'sort_key', type: 'text' }) sortKey: string;
  @Column({ type: 'int' }) revision: number;
  @Column({ type: 'boolean' }) locked: boolean;
  /** For another side of the case than the reader's. */
  @Column({ name: 'other_side', type: 'boolean' }) otherSide: boolean;
  /** The reader works with the record that it was sent from. */
  @Column({ type: 'boolean' }) assigned: boolean;
}

/** One field of the content, with what the policy asks about. `recipientFunction` is empty unless the grant covers its class now. */
@Entity({ schema: 'door', name: 'referral_fields', synchronize: false })
export class ReferralFieldRow {
  @PrimaryColumn({ name: 'referral_id', type: 'uuid' }) referralId: string;
  @PrimaryColumn({ type: 'text' }) field: string;
  @Column({ type: 'text' }) class: FieldClass;
  @Column({ name: 'person_id', type: 'uuid', nullable: true }) personId: string | null;
  @Column({ type: 'jsonb' }) value: unknown;
  @Column({ name: 'sender_agency', type: 'text' }) senderAgency: string;
  @Column({ name: 'sender_function', type: 'text' }) senderFunction: string;
  @Column({ name: 'recipient_function', type: 'text' }) recipientFunction: string;
  @Column({ name: 'former_function', type: 'text' }) formerFunction: string;
  @Column({ type: 'boolean' }) locked: boolean;
  /** For another side of the case than the reader's. */
  @Column({ name: 'other_side', type: 'boolean' }) otherSide: boolean;
  /** The reader works with the record that it was sent from. */
  @Column({ type: 'boolean' }) assigned: boolean;
}

/** One line of the conversation. A recipient sees only what it wrote or was written to it. */
@Entity({ schema: 'door', name: 'referral_messages', synchronize: false })
export class ReferralMessageRow {
  @PrimaryColumn({ name: 'message_id', type: 'uuid' }) messageId: string;
  @Column({ name: 'referral_id', type: 'uuid' }) referralId: string;
  @Column({ type: 'text' }) kind: string;
  @Column({ type: 'timestamptz' }) at: Date;
  @Column({ type: 'int' }) number: number;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'by_function', type: 'text' }) byFunction: string;
  @Column({ name: 'question_id', type: 'uuid', nullable: true }) questionId: string | null;
  @Column({ type: 'text', nullable: true }) reason: string | null;
  /** Of an answer: what it tells of. */
  @Column({ type: 'text', nullable: true }) class: FieldClass | null;
  @Column({ type: 'jsonb', nullable: true }) body: unknown;
  @Column({ name: 'sender_agency', type: 'text' }) senderAgency: string;
  @Column({ name: 'sender_function', type: 'text' }) senderFunction: string;
  @Column({ name: 'recipient_function', type: 'text' }) recipientFunction: string;
  @Column({ name: 'former_function', type: 'text' }) formerFunction: string;
  @Column({ type: 'boolean' }) locked: boolean;
  /** For another side of the case than the reader's. */
  @Column({ name: 'other_side', type: 'boolean' }) otherSide: boolean;
  /** The reader works with the record that it was sent from. */
  @Column({ type: 'boolean' }) assigned: boolean;
}

/** What is left at a function that had the request: its own act. No content, no persons, no case. */
@Entity({ schema: 'door', name: 'referral_formers', synchronize: false })
export class ReferralFormerRow {
  @PrimaryColumn({ name: 'referral_id', type: 'uuid' }) referralId: string;
  /** For the audit trail and the neighbour's warning; it never leaves. */
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @PrimaryColumn({ name: 'former_function', type: 'text' }) formerFunction: string;
  @PrimaryColumn({ name: 'ended_at', type: 'timestamptz' }) endedAt: Date;
  @Column({ type: 'text' }) how: 'returned' | 'withdrawn' | 'expired';
  @Column({ type: 'text', nullable: true }) reason: string | null;
  @Column({ name: 'sender_agency', type: 'text' }) senderAgency: string;
  @Column({ name: 'sender_function', type: 'text' }) senderFunction: string;
  @Column({ name: 'recipient_function', type: 'text' }) recipientFunction: string;
  @Column({ type: 'boolean' }) locked: boolean;
  /** For another side of the case than the reader's. */
  @Column({ name: 'other_side', type: 'boolean' }) otherSide: boolean;
  /** The reader works with the record that it was sent from. */
  @Column({ type: 'boolean' }) assigned: boolean;
}

/** The sender's own published facts, read from the chain to fill the content in. */
@Entity({ schema: 'door', name: 'chain_entries', synchronize: false })
export class OwnFactRow {
  @PrimaryColumn({ name: 'entry_id', type: 'uuid' }) entryId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ type: 'text' }) type: string;
  @Column({ type: 'text' }) thing: string;
  @Column({ name: 'thing_id', type: 'uuid' }) thingId: string;
  @Column({ name: 'person_id', type: 'uuid', nullable: true }) personId: string | null;
  @Column({ name: 'occurred_at', type: 'timestamptz' }) occurredAt: Date;
  @Column({ type: 'bigint' }) position: string;
  @Column({ type: 'jsonb' }) fields: ClassedFields;
  @Column({ type: 'boolean' }) granted: boolean;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) joined: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
