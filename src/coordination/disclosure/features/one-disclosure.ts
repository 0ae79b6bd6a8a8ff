import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Circumstance, DocumentationKind } from '#config/legal-grounds';
import { isErased, isSealed, type AgencyKind } from '#libs/shared-kernel';
import { ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { consentsIn, type ConsentView } from '../../consent/index.js';
import { fromCopied, NO_CONTENT, type Content } from '../copied-content.events.js';
import { readBasis } from '../disclosure-basis.js';
import { DisclosureRow } from '../disclosure.rows.js';
import { toOffered, type FileOffered, type FileStays } from '../select-files.js';
import { proposalInput } from './approve-disclosure.js';
import { withheldOf, type DisclosurePreview } from './preview-disclosure.js';
import { grantsOf, toView, type DisclosureView } from './read-disclosures.js';

/** One decision with all that it rests on: what the second person judges before anything leaves, and what is looked up afterwards. */
export interface DisclosureDetail extends DisclosureView {
  readonly recipientKind: AgencyKind;
  readonly personIds: readonly string[];
  readonly documentation: Readonly<Partial<Record<DocumentationKind, string>>>;
  readonly circumstances: readonly Circumstance[];
  readonly consent: Pick<
    ConsentView,
    'consentId' | 'personId' | 'state' | 'givenBy' | 'form' | 'interpreterUsed' | 'recordedAt' | 'until'
  > | null;
  /** Of a proposal exactly what would cross if it was approved now; of a copy in force what went. Nothing of what has ended or never left. */
  readonly content: Content;
  readonly withheld: DisclosurePreview['withheld'];
  readonly going: readonly FileOffered[];
  /** Files that were proposed and no longer would go, each with why. */
  readonly staying: readonly (FileOffered & { readonly because: FileStays })[];
  readonly refusalReason: { readonly sv: string; readonly en: string } | null;
  readonly declineNote: string | null;
  /** The reader is a second person to this proposal. */
  readonly mayApprove: boolean;
  readonly mayDecline: boolean;
}

export class OneDisclosure extends Query<DisclosureDetail> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
    readonly disclosureId: string,
  ) {
    super();
  }
}

/** What was sealed, where it is still there to be read. */
const readable = <T>(value: unknown): T | null => (value === undefined || isErased(value) || isSealed(value) ? null : (value as T));

type Crossing = Pick<DisclosureDetail, 'content' | 'withheld' | 'going' | 'staying'>;
const NOTHING: Crossing = { content: NO_CONTENT, withheld: [], going: [], staying: [] };

/** As the approval would read it: at this moment, with whoever is protected by now. */
const proposed = async (tx: ReadTransaction, row: DisclosureRow): Promise<Crossing> => {
  const { recordId, caseId, classes, personIds, items, files, mode } = proposalInput(row.content);
  const chosen = mode === 'copy' && files?.length ? { files } : {};
  const basis = await readBasis(tx, {
    ...{ place: { recordId, caseId }, classes, personIds, factsFrom: row.factsFrom ?? new Date(0) },
    ...(items ? { items } : {}),
    ...chosen,
  });
  return {
    content: basis.content,
    withheld: withheldOf(classes, basis.withheldForProtection),
    going: basis.files.going.map(toOffered),
    staying: basis.files.staying.filter(({ because }) => because !== 'not-chosen'),
  };
};

@QueryHandler(OneDisclosure)
export class OneDisclosureHandler implements IQueryHandler<OneDisclosure> {
  constructor(private readonly door: ReadDoor) {}

  /** @throws 404 unless the reader works with the record that it was decided in */
  execute({ context, caseId, disclosureId }: OneDisclosure): Promise<DisclosureDetail> {
    const about = { action: 'read', operation: 'disclosure', objectType: 'Disclosure', objectId: disclosureId, caseId } as const;
    return this.door.read(context, about, async (tx) => {
      const sealed = await tx.one(DisclosureRow, 'Disclosure', { caseId, disclosureId });
      const row = await tx.open(sealed);
      const view = toView(row, (await grantsOf(tx, caseId)).get(disclosureId));
      const crossing =
        view.status === 'proposed'
          ? await proposed(tx, row)
          : view.status === 'open' && row.mode === 'copy'
            ? { ...NOTHING, content: fromCopied(row.content) }
            : NOTHING;
      const [consent] = row.consentId ? await consentsIn(tx, { consentId: row.consentId }) : [];
      const waits = view.status === 'proposed' && row.assigned;
      tx.note({
        hits: [disclosureId],
        persons: row.personIds,
        owners: [row.ownerAgency],
        classes: ['reference', 'free-text', ...(view.status === 'open' && row.mode === 'copy' ? row.classes : [])],
        grounds: [row.ground],
      });
      return {
        ...view,
        recipientKind: row.content['recipientKind'] as AgencyKind,
        personIds: row.personIds,
        documentation: readable<DisclosureDetail['documentation']>(row.content['documentation']) ?? {},
        circumstances: readable<Circumstance[]>(row.content['circumstances']) ?? [],
        consent: consent ? given(consent) : null,
        ...crossing,
        refusalReason: readable<{ sv: string; en: string }>(row.content['reason']),
        declineNote: view.status === 'declined' && row.closeNote !== null ? readable<string>(row.closeNote) : null,
        mayApprove: waits && row.proposedBy !== context.actor.staffId,
        mayDecline: waits,
      };
    });
  }
}

const given = ({ consentId, personId, state, givenBy, form, interpreterUsed, recordedAt, until }: ConsentView) => ({
  ...{ consentId, personId, state, givenBy, form, interpreterUsed, recordedAt, until },
});
