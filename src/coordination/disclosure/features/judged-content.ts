import { Injectable } from '@nestjs/common';
import { derivedId, type RightsChange } from '#libs/shared-kernel';
import { ReadDoor, type CommandMeta, type DirectoryFunction } from '#src/access/index';
import { ConsentReader, Opposition, wordsForChildren, type KnownConsent } from '../../consent/index.js';
import { LegalRules } from '../../legal-rules/index.js';
import { KinLocks } from '../../record/index.js';
import { NO_CONTENT, toCopied } from '../copied-content.events.js';
import { readBasis } from '../disclosure-basis.js';
import type { DisclosureCommand } from '../disclosure.decider.js';
import type { GroundVerdict } from '../ground-check.js';
import { judgeDisclosure } from '../judge-disclosure.js';
import { previewTagOf, ruleInForce } from '../preview-tag.js';
import { asOpened, requireOne, type Opened } from '../only-answer.js';
import { toFiles } from '../select-files.js';
import type { DisclosureInput } from './disclosure-input.js';

type Refusal = Extract<DisclosureCommand, { type: 'RefuseDisclosure' }>['data'];
type Decided = Extract<DisclosureCommand, { type: 'DecideDisclosure' }>['data'];
export type Asked = Omit<Refusal, 'rule' | 'code' | 'reason'>;

export interface JudgedContent {
  readonly verdict: GroundVerdict;
  /** The consent that it rests on, if it rests on one: its withdrawal closes what was decided. A duty goes regardless of any. */
  readonly consent: KnownConsent | null;
  /** What is asked for, as the events tell it. */
  readonly asked: Asked;
  /** What would be decided, with the content as it stands now; null when the rules refuse. */
  readonly decided: Decided | null;
  /** Locks for those of the recipient's staff who are a party or kin, before anything can be read there; and on whose word for a child it goes. */
  readonly rights: readonly RightsChange[];
  /** Names what would go now, as a preview names what it shows; and as a proposal does, whose verdict comes with its approval. */
  readonly tags: { readonly preview: string; readonly proposal: string };
}

/**
 * Judges a disclosure at this moment: the rules in force, the consent as it stands in its stream, ages and protected identities as the record has
 * them, and reads exactly what would cross. The same for a decision and for its approval by a second person, which may come days later.
 */
@Injectable()
export class DisclosureJudge {
  constructor(
    private readonly reads: ReadDoor,
    private readonly consents: ConsentReader,
    private readonly opposition: Opposition,
    private readonly rules: LegalRules,
    private readonly locks: KinLocks,
  ) {}

  /** @throws 404 unless the actor is assigned to the record */
  async judge(meta: CommandMeta, chosen: DisclosureInput, factsFrom: string, recipient: DirectoryFunction): Promise<JudgedContent> {
    const { actor, now } = meta;
    const rules = await this.rules.inForce();
    const { input, ...opened } = asOpened(chosen, rules, now);
    requireOne(opened.answer, input);
    const place = { recordId: input.recordId, caseId: input.caseId };
    const standing = input.mode === 'standing';
    const basis = await this.basis(meta, input, opened, new Date(factsFrom));
    const consent = input.consentId ? await this.consents.findOwn(input.consentId, actor.agencyId, place) : null;
    const opposedSince = await this.opposition.since(meta, input, {
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
    const tags = {
      preview: previewTagOf(input.mode, basis, verdict),
      proposal: previewTagOf(input.mode, basis, { ruleInForce: ruleInForce(rules, input.ground, now) }),
    };
    const holds = verdict.allowed && verdict.restsOnConsent ? consent : null;
    const asked = askedOf(input, actor.agencyId, recipient);
    if (!verdict.allowed) return { verdict, consent: null, asked, decided: null, rights: [], tags };
    const rights = [
      ...(await this.locks.at(meta, recipient.agencyId, input.caseId)),
      ...(holds ? wordsForChildren(input.disclosureId, holds, basis.persons) : []),
    ];
    const decided: Decided = {
      ...asked,
      ruleVersion: verdict.ruleVersion,
      ...(holds ? { consentId: holds.consentId } : {}),
      reviewAfter: verdict.reviewAfter,
      factsFrom,
      ...endsOf(input, holds),
      ...(standing ? {} : { receivedId: derivedId('received', input.disclosureId) }),
      items: standing ? [] : [...basis.items],
      ...toCopied(standing ? NO_CONTENT : basis.content),
      ...toFiles(basis.files),
    };
    return { verdict, consent: holds, asked, decided, rights, tags };
  }

  private basis(meta: CommandMeta, input: DisclosureInput, opened: Omit<Opened<DisclosureInput>, 'input'>, factsFrom: Date) {
    const { recordId, caseId, classes, personIds, items, mode, disclosureId: objectId } = input;
    const files = mode === 'copy' && input.files?.length ? { files: input.files } : {};
    const about = { action: 'read', operation: 'disclosure-basis', objectType: 'Disclosure', objectId, caseId, recordId } as const;
    const place = { recordId, caseId };
    return this.reads.read(meta, about, (tx) =>
      readBasis(tx, {
        place,
        classes,
        personIds,
        factsFrom,
        ...(items ? { items } : {}),
        ...files,
        withoutOwnFields: mode === 'standing',
        ...opened,
      }),
    );
  }
}

/** What rests on a consent ends with it at the latest: a copy that is printed or delivered after that would rest on nothing. */
const endsOf = ({ until }: DisclosureInput, consent: KnownConsent | null): { until?: string } => {
  const ends = [until, consent?.until].flatMap((end) => (end ? [new Date(end).toISOString()] : []));
  return ends.length === 0 ? {} : { until: ends.toSorted()[0]! };
};

const askedOf = (input: DisclosureInput, agencyId: string, recipient: DirectoryFunction): Asked => {
  const { disclosureId, recordId, caseId, channel, mode, classes, purpose, ground, personIds, urgent, documentation, circumstances } =
    input;
  return {
    disclosureId,
    recordId,
    caseId,
    agencyId,
    recipientAgency: recipient.agencyId,
    recipientKind: recipient.agencyKind,
    recipientFunction: recipient.id,
    channel,
    mode,
    classes,
    purpose,
    ground,
    personIds,
    urgent,
    ...(Object.keys(documentation).length > 0 ? { documentation } : {}),
    ...(circumstances.length > 0 ? { circumstances } : {}),
  };
};
