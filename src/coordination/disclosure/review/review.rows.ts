import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FieldClass } from '#libs/shared-kernel';

/** A disclosure or a request that one person decided under "Akut", and what its review came to. What was written down is sealed. */
@Entity({ schema: 'door', name: 'disclosure_reviews', synchronize: false })
export class DisclosureReviewRow {
  @PrimaryColumn({ name: 'disclosure_id', type: 'uuid' }) disclosureId: string;
  @Column({ type: 'text' }) kind: 'disclosure' | 'referral';
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'function_id', type: 'text' }) functionId: string;
  @Column({ name: 'recipient_function', type: 'text' }) recipientFunction: string;
  @Column({ type: 'text', array: true }) classes: FieldClass[];
  @Column({ type: 'text' }) purpose: string;
  @Column({ type: 'text' }) ground: string;
  @Column({ name: 'rule_version', type: 'text' }) ruleVersion: string;
  @Column({ name: 'decided_by', type: 'text' }) decidedBy: string;
  @Column({ name: 'by_head', type: 'boolean' }) byHead: boolean;
  @Column({ name: 'decided_at', type: 'timestamptz' }) decidedAt: Date;
  @Column({ type: 'jsonb', nullable: true }) documentation: unknown;
  @Column({ type: 'text' }) verdict: 'waits' | 'justified' | 'not-justified';
  @Column({ type: 'jsonb', nullable: true }) note: unknown;
  @Column({ name: 'reviewed_by', type: 'text', nullable: true }) reviewedBy: string | null;
  @Column({ name: 'reviewed_at', type: 'timestamptz', nullable: true }) reviewedAt: Date | null;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
