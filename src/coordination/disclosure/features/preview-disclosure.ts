import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { FIELD_CLASSES, type AgencyKind, type FieldClass } from '#libs/shared-kernel';
import { ReadDoor, type RequestContext } from '#src/access/index';
import { ConsentReader, Opposition } from '../../consent/index.js';
import type { Content } from '../copied-content.events.js';
import { LegalRules } from '../../legal-rules/index.js';
import { readBasis } from '../disclosure-basis.js';
import { judgeDisclosure } from '../judge-disclosure.js';
import { previewTagOf } from '../preview-tag.js';
import type { GroundVerdict } from '../ground-check.js';
import { asOpened, requireOne } from '../only-answer.js';
import { toOffered, type FileOffered, type FileSelection } from '../select-files.js';
import { Recipients } from './recipients.js';
import type { DisclosureInput } from './disclosure-input.js';

export interface DisclosurePreview {
  readonly recipient: { readonly functionId: string; readonly name: string; readonly agencyName: string; readonly agencyKind: AgencyKind };
  readonly verdict: GroundVerdict;
  /** Exactly what would cross now. For a standing disclosure: what would show at once, which is nothing of the persons' own fields; later facts of the same classes follow. */
  readonly content: Content;
  readonly withheld: readonly { readonly class: FieldClass; readonly because: 'not-chosen' | 'protected' }[];
  /** Copy: exactly which files would go, and why each other of the record stays. */
  readonly files: { readonly going: readonly FileOffered[]; readonly staying: FileSelection['staying'] };
  /** What the files are called goes too: free text was chosen. Otherwise the recipient reads what kind each is. */
  readonly fileNamesGo: boolean;
  /** Names what is shown here. A decision that is sent with it is refused if something else would go by then. */
  readonly previewTag: string;
}

/** Exactly which fields would go to which function, and which stay. Nothing is recorded but that it was looked at. */
export class PreviewDisclosure extends Query<DisclosurePreview> {
  constructor(
    readonly context: RequestContext,
    readonly input: DisclosureInput,
  ) {
    super();
  }
}

/** As plainly what would not cross, and why. */
export const withheldOf = (chosen: readonly FieldClass[], protectedClasses: readonly FieldClass[]): DisclosurePreview['withheld'] =>
  FIELD_CLASSES.filter((cls) => cls !== 'reference' && (!chosen.includes(cls) || protectedClasses.includes(cls))).map((cls) => ({
    class: cls,
    because: protectedClasses.includes(cls) ? 'protected' : 'not-chosen',
  }));

@QueryHandler(PreviewDisclosure)
export class PreviewDisclosureHandler implements IQueryHandler<PreviewDisclosure> {
  constructor(
    private readonly door: ReadDoor,
    private readonly recipients: Recipients,
    private readonly consents: ConsentReader,
    private readonly opposition: Opposition,
    private readonly rules: LegalRules,
  ) {}

  async execute({ context, input: chosen }: PreviewDisclosure): Promise<DisclosurePreview> {
    const { actor, now } = context;
    const rules = await this.rules.inForce();
    const { input, ...opened } = asOpened(chosen, rules, now);
    requireOne(opened.answer, input);
    const { recordId, caseId, classes, personIds, items, mode } = input;
    const recipient = await this.recipients.of(context, input);
    const factsFrom = new Date(input.factsFrom ?? (mode === 'standing' ? now : 0));
    const about = { action: 'read', operation: 'disclosure-preview', objectType: 'Disclosure', caseId, recordId } as const;
    // All the files of the record are gone through, so that it stands why each of the others stays; none crosses in a standing disclosure.
    const files = mode === 'copy' ? { files: input.files ?? [] } : {};
    const basis = await this.door.read(context, about, (tx) =>
      readBasis(tx, {
        place: { recordId, caseId },
        classes,
        personIds,
        factsFrom,
        ...(items ? { items } : {}),
        ...files,
        withoutOwnFields: mode === 'standing',
        ...opened,
      }),
    );
    const consent = input.consentId ? await this.consents.findOwn(input.consentId, actor.agencyId, { recordId, caseId }) : null;
    const opposedSince = await this.opposition.since(context, input, {
      ...{ functionId: recipient.id, classes: input.classes, purpose: input.purpose, persons: basis.persons },
      ...{ ground: input.ground, rules },
    });
    const verdict = judgeDisclosure({
      input,
      from: actor.agencyKind,
      fromAgency: actor.agencyId,
      recipient,
      basis,
      consent,
      at: now,
      opposedSince,
      onlyAnswer: opened.answer !== null,
      rules,
    });
    return {
      recipient: { functionId: recipient.id, name: recipient.name, agencyName: recipient.agencyName, agencyKind: recipient.agencyKind },
      verdict,
      content: basis.content,
      withheld: withheldOf(classes, basis.withheldForProtection),
      files: { going: basis.files.going.map(toOffered), staying: basis.files.staying },
      fileNamesGo: classes.includes('free-text'),
      previewTag: previewTagOf(mode, basis, verdict),
    };
  }
}
