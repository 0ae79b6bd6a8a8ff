import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FieldClass, Personal } from '#libs/shared-kernel';

/** A file as the owner's staff may see that it is there. */
@Entity({ schema: 'door', name: 'attachments', synchronize: false })
export class AttachmentRow {
  @PrimaryColumn({ name: 'attachment_id', type: 'uuid' }) attachmentId: string;
  @Column({ name: 'owner_agency', type: 'text' }) ownerAgency: string;
  @Column({ name: 'record_id', type: 'uuid' }) recordId: string;
  @Column({ name: 'case_id', type: 'uuid' }) caseId: string;
  @Column({ name: 'person_id', type: 'uuid' }) personId: string;
  @Column({ name: 'content_id', type: 'uuid' }) contentId: string;
  /** The class that a disclosure of it would have to name. */
  @Column({ name: 'class', type: 'text' }) about: FieldClass;
  @Column({ type: 'text' }) kind: string;
  @Column({ type: 'text' }) origin: 'own' | 'received';
  @Column({ name: 'received_on', type: 'date', nullable: true }) receivedOn: string | null;
  @Column({ name: 'media_type', type: 'text' }) mediaType: string;
  @Column({ type: 'text' }) extension: string;
  @Column({ type: 'int' }) size: number;
  @Column({ type: 'jsonb' }) name: Personal<string>;
  @Column({ type: 'jsonb', nullable: true }) sender: Personal<string> | null;
  @Column({ name: 'kept_by', type: 'text' }) keptBy: string;
  @Column({ name: 'kept_at', type: 'timestamptz' }) keptAt: Date;
  @Column({ name: 'retracted_at', type: 'timestamptz', nullable: true }) retractedAt: Date | null;
  @Column({ type: 'text', nullable: true }) reason: string | null;
  @Column({ type: 'int' }) revision: number;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
}
