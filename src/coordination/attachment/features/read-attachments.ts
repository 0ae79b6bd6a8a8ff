import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { Sealer } from '#libs/privacy';
import { isErased, isSealed, type FieldClass, type Personal } from '#libs/shared-kernel';
import { ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { showsPlaceOf } from '#src/people/index';
import { AttachmentRow, fileName } from '../attachment.rows.js';
import { CONTENT_FIELD, READ_CONTENT, type ContentRow } from '../contents.js';
import { withoutHidden } from '../hidden-data.js';

export interface AttachmentView {
  readonly attachmentId: string;
  readonly caseId: string;
  readonly recordId: string;
  readonly personId: string;
  /** Left out when erased, and when it came in a copy without free text. */
  readonly name?: string;
  readonly from?: string;
  /** The class that a disclosure of it would have to name. */
  readonly class: FieldClass;
  readonly kind: string;
  readonly origin: 'own' | 'received';
  readonly receivedOn: string | null;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  readonly keptBy: string;
  readonly keptAt: string;
  readonly retractedAt: string | null;
  readonly reason: string | null;
  /** The copy that it came in, and the agency that disclosed it. */
  readonly copyId: string | null;
  readonly fromAgency: string | null;
  readonly extension: string;
  /** It tells where somebody is, and somebody on that side of the case is protected: it opens with the vault. */
  readonly withheld: boolean;
  /** Shown by an emergency opening alone: told of, and not given to be saved. */
  readonly byEmergency?: boolean;
  /** It is erased: only that it was there is left. */
  readonly erased: boolean;
}

/** The own agency's files in a case, the latest first. */
export class AttachmentsInCase extends Query<readonly AttachmentView[]> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}

@QueryHandler(AttachmentsInCase)
export class AttachmentsInCaseHandler implements IQueryHandler<AttachmentsInCase> {
  constructor(private readonly door: ReadDoor) {}

  execute({ context, caseId }: AttachmentsInCase): Promise<readonly AttachmentView[]> {
    return this.door.read(context, { action: 'list', operation: 'attachments', objectType: 'Attachment', caseId }, async (tx) => {
      const rows = await tx.find(AttachmentRow, 'Attachment', { where: { caseId }, order: { keptAt: 'DESC' } });
      noteShown(tx, rows);
      return Promise.all(
        rows.map(async (row) => {
          const how = tx.byEmergency(row) ? { byEmergency: true } : {};
          if (await isShown(tx, row)) return { ...toView(await tx.open(row), false), ...how };
          const { name: _, ...told } = toView(row, true);
          return { ...told, ...how };
        }),
      );
    });
  }
}

/** A file as it was uploaded, to be saved by the reader; a picture without what it hides, where that may tell where a protected person is. */
export interface OpenedFile {
  readonly name: string;
  readonly bytes: Buffer;
}
export class OpenAttachment extends Query<OpenedFile> {
  constructor(
    readonly context: RequestContext,
    readonly attachmentId: string,
  ) {
    super();
  }
}

@QueryHandler(OpenAttachment)
export class OpenAttachmentHandler implements IQueryHandler<OpenAttachment> {
  constructor(
    private readonly door: ReadDoor,
    private readonly sealer: Sealer,
  ) {}

  /**
   * An export, not a reading: the reader has it from then on.
   * @throws Problem not-found for what the reader may not see, and for what is erased; forbidden for what the vault alone opens, and by the door for what an
   *   emergency opening alone shows
   */
  execute({ context, attachmentId }: OpenAttachment): Promise<OpenedFile> {
    const about = { action: 'export', operation: 'attachment-content', objectType: 'Attachment', objectId: attachmentId } as const;
    return this.door.read(context, about, async (tx) => {
      const row = await tx.one(AttachmentRow, 'Attachment', { attachmentId });
      if (!(await isShown(tx, row))) throw problems.forbidden('protected-whereabouts', WITHHELD);
      noteShown(tx, [row]);
      tx.note({ classes: [row.about] });
      const opened = await tx.open(row);
      const [content] = await tx.sql<ContentRow>(READ_CONTENT, [row.contentId]);
      const bytes = content && (await this.sealer.openFile(content, { eventId: row.contentId, field: CONTENT_FIELD }));
      if (!bytes) throw problems.notFound();
      const shown = (await showsPlaceOf(tx, row)) ? bytes : withoutHidden(bytes, row.mediaType);
      return { name: fileName(opened) ?? `fil.${row.extension}`, bytes: shown };
    });
  }
}

const asText = (value: Personal<string> | null): string | undefined =>
  value === null || isSealed(value) || isErased(value) ? undefined : value;

const WITHHELD = {
  sv: 'Filen säger var någon finns, och någon på samma sida i ärendet har skyddade personuppgifter. Begär platsen på personens sida.',
  en: 'The file tells where somebody is, and somebody on the same side of the case has protected data. Ask for the place on the person’s page.',
};

const isShown = async (tx: ReadTransaction, row: AttachmentRow): Promise<boolean> => row.about !== 'location' || showsPlaceOf(tx, row);

const toView = (row: AttachmentRow, withheld: boolean): AttachmentView => {
  const {
    attachmentId,
    caseId,
    recordId,
    personId,
    kind,
    origin,
    receivedOn,
    mediaType,
    extension,
    size,
    keptBy,
    reason,
    copyId,
    fromAgency,
  } = row;
  const name = fileName(row);
  const from = asText(row.sender);
  return {
    ...{ attachmentId, caseId, recordId, personId, class: row.about, kind, origin, receivedOn, mediaType, extension, size, keptBy, reason },
    ...{ copyId, fromAgency, erased: !row.held, withheld },
    ...(name === undefined ? {} : { name }),
    ...(from === undefined ? {} : { from }),
    keptAt: row.keptAt.toISOString(),
    retractedAt: row.retractedAt?.toISOString() ?? null,
  };
};

const noteShown = (tx: ReadTransaction, rows: readonly AttachmentRow[]): void =>
  tx.note({
    hits: rows.map(({ attachmentId }) => attachmentId),
    persons: rows.map(({ personId }) => personId),
    owners: rows.map(({ ownerAgency }) => ownerAgency),
    classes: rows.length > 0 ? ['reference', 'free-text'] : [],
  });
