import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Circumstance, DocumentationKind, RuleFile } from '#config/legal-grounds';
import { isErased, isSealed, type AgencyKind, type FieldClass } from '#libs/shared-kernel';
import { ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { shieldOfKnown, shows } from '#src/people/index';
import { consentsIn, type ConsentView } from '../../consent/index.js';
import { LegalRules } from '../../legal-rules/index.js';
import { classesIn, fromCopied, narrowCopied, NO_CONTENT, withoutCopied, type Content } from '../copied-content.events.js';
import { filesTold, type ChosenFile } from '../copied-files.events.js';
import { readBasis } from '../disclosure-basis.js';
import { DisclosureRow } from '../disclosure.rows.js';
import { asOpened } from '../only-answer.js';
import { previewTagOf, ruleInForce } from '../preview-tag.js';
import { toOffered, type FileOffered, type FileStays } from '../select-files.js';
import { proposalInput } from './approve-disclosure.js';
import { withheldOf, type DisclosurePreview } from './preview-disclosure.js';
import { grantsOf, toView, type DisclosureView } from './read-disclosures.js';

/** `no-longer`: the grant has lost the class since. `shielded`: it went, and does not show while somebody on this side of the case is protected. */
interface Withheld {
  readonly class: FieldClass;
  readonly because: DisclosurePreview['withheld'][number]['because'] | 'no-longer' | 'shielded';
}

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
  /** Of a proposal exactly what would cross if it was approved now; of a copy in force what went, where it still shows. Nothing of what has ended or never left. */
  readonly content: Content;
  readonly withheld: readonly Withheld[];
  readonly going: readonly FileOffered[];
  /** Files that were proposed and no longer would go, each with why. */
  readonly staying: readonly (FileOffered & { readonly because: FileStays })[];
  readonly refusalReason: { readonly sv: string; readonly en: string } | null;
  readonly declineNote: string | null;
  /** Of a proposal: names what would cross, as `content` shows it. An approval that is sent with it is refused if something else would go by then. */
  readonly previewTag: string | null;
  /** Of a proposal: the version of its rule that it would be approved by now, which may be another than it was proposed under. */
  readonly ruleInForce: string | null;
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

type Crossing = Pick<DisclosureDetail, 'content' | 'withheld' | 'going' | 'staying' | 'files' | 'previewTag' | 'ruleInForce'>;
const nothing = ({ files }: DisclosureView): Crossing => ({
  ...{ content: NO_CONTENT, withheld: [], going: [], staying: [], files, previewTag: null, ruleInForce: null },
});

/** As the approval would read it: at this moment, with whoever is protected by now. */
const proposed = async (tx: ReadTransaction, row: DisclosureRow, { files: told }: DisclosureView, rules: RuleFile): Promise<Crossing> => {
  const { input, ...opened } = asOpened(proposalInput(row.content), rules, tx.context.now);
  const { recordId, caseId, classes, personIds, items, files, mode } = input;
  const chosen = mode === 'copy' && files?.length ? { files } : {};
  const basis = await readBasis(tx, {
    ...{ place: { recordId, caseId }, classes, personIds, factsFrom: row.factsFrom ?? new Date(0) },
    ...(items ? { items } : {}),
    ...{ ...chosen, withoutOwnFields: mode === 'standing', ...opened },
  });
  const version = ruleInForce(rules, input.ground, tx.context.now);
  return {
    content: basis.content,
    withheld: withheldOf(classes, basis.withheldForProtection),
    going: basis.files.going.map(toOffered),
    staying: basis.files.staying.filter(({ because }) => because !== 'not-chosen'),
    files: told,
    previewTag: previewTagOf(mode, basis, { ruleInForce: version }),
    ruleInForce: version,
  };
};

/**
 * What went in a copy and may still be seen: of the classes that its grant still has, and nothing of where somebody is who was protected since. What does
 * not show is never opened.
 */
const went = async (
  tx: ReadTransaction,
  { recordId, caseId, classes, content }: DisclosureRow,
  view: DisclosureView,
): Promise<Crossing> => {
  const shield = await shieldOfKnown(tx, { recordId, caseId });
  const covered = narrowCopied(content, view.classes);
  const shown = fromCopied(await tx.open(withoutCopied(covered, (cls, personId) => shows(shield, cls, personId))));
  const files = ((content['files'] ?? []) as readonly ChosenFile[]).filter(
    (file) => view.classes.includes(file.class) && shows(shield, file.class, file.personId),
  );
  tx.note({ classes: [...classesIn(shown), ...files.map(({ class: cls }) => cls)] });
  return {
    ...nothing(view),
    content: shown,
    withheld: classes.flatMap((cls): Withheld[] => {
      if (shield.classes.includes(cls)) return [{ class: cls, because: 'shielded' }];
      return view.classes.includes(cls) ? [] : [{ class: cls, because: 'no-longer' }];
    }),
    files: filesTold({ files }),
  };
};

/** What was written down for the decision, opened; the values that crossed stay sealed. */
const wordsOf = ({ content: { documentation, circumstances, reason }, closeNote }: DisclosureRow) => ({
  ...{ documentation, circumstances, reason, closeNote },
});

@QueryHandler(OneDisclosure)
export class OneDisclosureHandler implements IQueryHandler<OneDisclosure> {
  constructor(
    private readonly door: ReadDoor,
    private readonly rules: LegalRules,
  ) {}

  /** @throws 404 unless the reader works with the record that it was decided in */
  async execute({ context, caseId, disclosureId }: OneDisclosure): Promise<DisclosureDetail> {
    const rules = await this.rules.inForce();
    const about = { action: 'read', operation: 'disclosure', objectType: 'Disclosure', objectId: disclosureId, caseId } as const;
    return this.door.read(context, about, async (tx) => {
      const row = await tx.one(DisclosureRow, 'Disclosure', { caseId, disclosureId });
      const view = toView(row, (await grantsOf(tx, caseId)).get(disclosureId));
      tx.note({
        hits: [disclosureId],
        persons: row.personIds,
        owners: [row.ownerAgency],
        classes: ['reference', 'free-text'],
        grounds: [row.ground],
      });
      const words = await tx.open(wordsOf(row));
      const crossing =
        view.status === 'proposed'
          ? await proposed(tx, { ...row, content: { ...row.content, ...words } }, view, rules)
          : view.status === 'open' && row.mode === 'copy'
            ? await went(tx, row, view)
            : nothing(view);
      const [consent] = row.consentId ? await consentsIn(tx, { consentId: row.consentId }) : [];
      const waits = view.status === 'proposed' && row.assigned;
      return {
        ...view,
        recipientKind: row.content['recipientKind'] as AgencyKind,
        personIds: row.personIds,
        documentation: readable<DisclosureDetail['documentation']>(words.documentation) ?? {},
        circumstances: readable<Circumstance[]>(words.circumstances) ?? [],
        consent: consent ? given(consent) : null,
        ...crossing,
        refusalReason: readable<{ sv: string; en: string }>(words.reason),
        declineNote: view.status === 'declined' && words.closeNote !== null ? readable<string>(words.closeNote) : null,
        mayApprove: waits && row.proposedBy !== context.actor.staffId,
        mayDecline: waits,
      };
    });
  }
}

const given = ({ consentId, personId, state, givenBy, form, interpreterUsed, recordedAt, until }: ConsentView) => ({
  ...{ consentId, personId, state, givenBy, form, interpreterUsed, recordedAt, until },
});
