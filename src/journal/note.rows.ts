import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A note as the owner's staff may see it. */
@Entity({ schema: 'door', name: 'journal_notes', synchronize: false })
export class NoteRow {
  @PrimaryColumn({ name: 'note_id', type: 'uuid' }) noteId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  /** Empty for what is about nobody. */
  @Column({ name: 'person_id', type: 'uuid', nullable: true }) personId: string | null;
  @Column({ type: 'text' }) type: string;
  @Column({ name: 'happened_on', type: 'date' }) on: string;
  /** The agency's own fields, sealed as they came. */
  @Column({ type: 'jsonb' }) content: Readonly<Record<string, unknown>>;
  @Column({ type: 'text' }) status: 'standing' | 'corrected' | 'retracted';
  @Column({ type: 'text', nullable: true }) reason: string | null;
  @Column({ name: 'noted_by', type: 'text' }) notedBy: string;
  @Column({ name: 'noted_at', type: 'timestamptz' }) notedAt: Date;
  @Column({ name: 'changed_at', type: 'timestamptz', nullable: true }) changedAt: Date | null;
  @Column({ type: 'int' }) revision: number;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
