import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import type { FieldClass } from '#libs/shared-kernel';
import { Directory, type DirectoryFunction, type RequestContext } from '#src/access/index';
import { tagOf, type GroundVerdict } from '../../disclosure/index.js';
import { REVEALING } from '../content-builder.js';
import { SHAREABLE_CLASSES } from '../referral.content.js';
import type { PreviewReferralInput } from '../referral.input.js';
import type { SharedPerson } from '../referral.view.js';
import { Addressing } from './addressing.js';
import { OwnContentReader } from './own-content.js';
import { withReference } from './send-referral.js';

export interface ReferralPreview {
  readonly to: Pick<DirectoryFunction, 'id' | 'name' | 'agencyName' | 'hours' | 'phone' | 'connected'>;
  readonly verdict: GroundVerdict;
  readonly classes: readonly FieldClass[];
  readonly persons: readonly SharedPerson[];
  readonly withheld: readonly { readonly class: FieldClass; readonly because: 'not-chosen' | 'protected' }[];
  /** Names what is shown here. A request that is sent with it is refused if something else would go by then. */
  readonly previewTag: string;
}

/** Exactly what would be shared with whom and on which ground, before anything is. */
export class PreviewReferral extends Query<ReferralPreview> {
  constructor(
    readonly context: RequestContext,
    readonly input: PreviewReferralInput,
    readonly reading: { readonly operation: string; readonly action: 'read' | 'print' } = { operation: 'referral-preview', action: 'read' },
  ) {
    super();
  }
}

@QueryHandler(PreviewReferral)
export class PreviewReferralHandler implements IQueryHandler<PreviewReferral> {
  constructor(
    private readonly addressing: Addressing,
    private readonly own: OwnContentReader,
    private readonly directory: Directory,
  ) {}

  /** @throws 404 unless the persons stand in a record that the reader is assigned to; invalid-input for a function that does not exist */
  async execute({ context, input, reading }: PreviewReferral): Promise<ReferralPreview> {
    const place = { recordId: input.recordId, caseId: input.caseId };
    const classes = withReference(input.classes);
    const { content, persons, someoneProtected, shown } = await this.own.read(context, reading, place, input.personIds, classes);
    const to = await this.directory.functionById(input.toFunction);
    if (!to)
      throw problems.invalid([{ path: 'toFunction', message: { sv: 'Välj en mottagande funktion.', en: 'Choose a receiving function.' } }]);
    const verdict = await this.addressing.judge(context, place, to, { ...input, classes, printUrl: '' }, persons);
    const { id, name, agencyName, hours, phone, connected } = to;
    return {
      to: { id, name, agencyName, hours, phone, connected },
      verdict,
      classes,
      previewTag: tagOf(shown, verdict),
      persons: persons.map(({ personId, role }) => ({
        personId,
        role,
        ...Object.fromEntries(
          Object.entries(content).flatMap(([part, values]) => {
            const value = (values as Record<string, unknown>)[personId];
            return value === undefined ? [] : [[part, value]];
          }),
        ),
      })),
      withheld: SHAREABLE_CLASSES.flatMap((cls): ReferralPreview['withheld'][number][] => {
        if (!classes.includes(cls)) return [{ class: cls, because: 'not-chosen' }];
        return someoneProtected && REVEALING.includes(cls) ? [{ class: cls, because: 'protected' }] : [];
      }),
    };
  }
}
