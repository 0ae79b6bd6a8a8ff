import { Column, Entity, PrimaryColumn } from 'typeorm';
import { isErased, isSealed, type FieldClass, type Personal } from '#libs/shared-kernel';

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
  /** Its name; of one that came in a copy the names of that person's files in it, by file, and nothing where no name came. */
  @Column({ type: 'jsonb' }) name: Personal<string | Readonly<Record<string, string>>>;
  @Column({ type: 'jsonb', nullable: true }) sender: Personal<string> | null;
  @Column({ name: 'kept_by', type: 'text' }) keptBy: string;
  @Column({ name: 'kept_at', type: 'timestamptz' }) keptAt: Date;
  @Column({ name: 'retracted_at', type: 'timestamptz', nullable: true }) retractedAt: Date | null;
  @Column({ type: 'text', nullable: true }) reason: string | null;
  @Column({ type: 'int' }) revision: number;
  /** The copy that it came in, and from whom. */
  @Column({ name: 'copy_id', type: 'uuid', nullable: true }) copyId: string | null;
  @Column({ name: 'from_agency', type: 'text', nullable: true }) fromAgency: string | null;
  /** The function at whose intake it lies; empty when it lies in a record. */
  @Column({ name: 'function_id', type: 'text' }) functionId: string;
  /** Its bytes are there: false once it is erased. */
  @Column({ type: 'boolean' }) held: boolean;
  @Column({ type: 'boolean' }) joined: boolean;
  @Column({ type: 'boolean' }) assigned: boolean;
  @Column({ type: 'boolean' }) locked: boolean;
  /** For another side of the case than the reader's. */
  @Column({ name: 'other_side', type: 'boolean' }) otherSide: boolean;
}

/** What an opened row's file is called; undefined when that is erased, or when no name came with it. */
export const fileName = ({ attachmentId, name }: Pick<AttachmentRow, 'attachmentId' | 'name'>): string | undefined =>
  typeof name === 'string' ? name : isErased(name) || isSealed(name) ? undefined : name[attachmentId];
