import { Injectable } from '@nestjs/common';
import { CONCERN_DUTY } from '#config/legal-grounds';
import { Problem, problems } from '#libs/http';
import type { FieldClass } from '#libs/shared-kernel';
import { Directory, RefusedByLaw, type CommandMeta, type DirectoryFunction, type Place, type RequestContext } from '#src/access/index';
import { ConsentReader, Opposition, type Concerned, type KnownConsent } from '../../consent/index.js';
import type { Purpose } from '../../consent/consent.events.js';
import { judgeOpposed, type GroundVerdict } from '../../disclosure/index.js';
import { LegalRules } from '../../legal-rules/index.js';
import type { ReferralEvent } from '../referral.events.js';
import type { SendOnInput } from '../referral.input.js';
import { defaultAnswerBy, endsOf } from '../referral.times.js';

type Addressed = Extract<ReferralEvent, { type: 'coordination.ReferralSentOn' }>['data'];

/** A request as it is to be addressed: what the ground is judged on. */
export interface ToAddress extends Omit<SendOnInput, 'classes'> {
  readonly fromFunction: string;
  readonly kind: 'request' | 'concern-report';
  readonly urgency: 'normal' | 'acute';
  readonly purpose: Purpose;
  readonly classes: readonly FieldClass[];
  /** Where a function that is not connected gets it instead. */
  readonly printUrl: string;
}

const FURTHEST_ANSWER_DAYS = 90;

/** Judges whom a request goes to and on which ground; nothing is opened before both hold. */
@Injectable()
export class Addressing {
  constructor(
    private readonly directory: Directory,
    private readonly consents: ConsentReader,
    private readonly rules: LegalRules,
    private readonly opposition: Opposition,
  ) {}

  /** @throws Problem 422 when there is no such function, or it does not receive requests here */
  async recipient(
    functionId: string,
    { fromFunction, kind, urgent, printUrl }: Pick<ToAddress, 'fromFunction' | 'kind' | 'urgent' | 'printUrl'>,
  ): Promise<DirectoryFunction> {
    const to = await this.directory.functionById(functionId);
    if (!to)
      throw new Problem(422, 'function-unknown', {
        sv: 'Det finns ingen sådan mottagande funktion.',
        en: 'There is no such function to address.',
      });
    if (to.id === fromFunction)
      throw new Problem(422, 'recipient-is-sender', {
        sv: 'Mottagaren är samma funktion som avsändaren.',
        en: 'The recipient is the sending function itself.',
      });
    if (!to.connected)
      throw new Problem(
        422,
        'function-not-connected',
        { sv: 'Mottagaren är inte ansluten till Insatskedja.', en: 'The recipient is not connected to Insatskedja.' },
        {
          detail: {
            sv: 'Skriv ut eller kopiera förfrågan och skicka den i er egen säkra kanal. Utskriften visar exakt de uppgifter du har valt.',
            en: 'Print or copy the request and send it by your own secure channel. The print shows exactly the data you chose.',
          },
          current: { print: printUrl },
        },
      );
    // In danger to life or health no setting of the register stands in the way: it comes to the function's intake.
    if (!urgent && !to.accepts.includes(kind === 'concern-report' ? 'concern-report' : 'referral'))
      throw new Problem(422, 'function-does-not-accept', {
        sv: 'Den funktionen tar inte emot sådana ärenden. Välj en annan mottagare.',
        en: 'That function does not receive such requests. Choose another recipient.',
      });
    return to;
  }

  /**
   * Whether the ground carries it, to this recipient, now (OSL 8:1). A consent must be the sender's own, in this record. A concern report rests on none: it
   * would be gone from the board when the consent ends.
   */
  async judge(
    context: RequestContext,
    place: Place,
    to: DirectoryFunction,
    asked: ToAddress,
    persons: readonly Concerned[],
  ): Promise<GroundVerdict> {
    const { actor, now } = context;
    const request = {
      ground: asked.ground,
      from: actor.agencyKind,
      fromAgency: actor.agencyId,
      to: to.agencyKind,
      toAgency: to.agencyId,
      mode: 'referral' as const,
      classes: asked.classes,
      consentCovers: await this.consents.covers(asked.consentId, actor.agencyId, place, {
        functionId: to.id,
        classes: asked.classes,
        purpose: asked.purpose,
        at: now,
        persons,
      }),
      documentation: asked.documentation,
      persons,
      circumstances: asked.circumstances,
      urgent: asked.urgent,
      at: now,
    };
    const rules = await this.rules.inForce();
    const opposed = await this.opposition.since(context, place, {
      ...{ functionId: to.id, classes: asked.classes, purpose: asked.purpose, persons },
      ...{ ground: asked.ground, rules },
    });
    const verdict = judgeOpposed(request, rules, opposed);
    return asked.kind === 'concern-report' && verdict.allowed && verdict.restsOnConsent ? ON_CONSENT : verdict;
  }

  /** Everything that opens the content to a recipient. @throws Problem 400 for a date that cannot be; RefusedByLaw (422) when no ground carries it */
  async address(
    meta: CommandMeta,
    place: Place,
    asked: ToAddress,
    persons: readonly Concerned[],
  ): Promise<{ to: DirectoryFunction; addressed: Addressed; verdict: GroundVerdict }> {
    const to = await this.recipient(asked.toFunction, asked);
    const answerBy = this.answerBy(meta.now, asked, to);
    const verdict = await this.judge(meta, place, to, asked, persons);
    if (!verdict.allowed)
      throw verdict.code === 'unknown-ground'
        ? new RefusedByLaw(groundProblem(verdict), verdict.code)
        : new RefusedByLaw(groundProblem(verdict), verdict.rule, asked.ground);
    if (verdict.secondPerson) throw new RefusedByLaw(needsSecondPerson(), 'needs-second-person', verdict.rule);
    const { documentation, circumstances, consentId } = asked;
    const consent =
      consentId !== undefined && verdict.restsOnConsent ? await this.consents.findOwn(consentId, meta.actor.agencyId, place) : null;
    const reasons = Object.keys(documentation).length > 0 || circumstances.length > 0;
    return {
      to,
      verdict,
      addressed: {
        toFunction: to.id,
        toAgency: to.agencyId,
        classes: [...asked.classes],
        purpose: asked.purpose,
        ground: verdict.rule,
        ruleVersion: verdict.ruleVersion,
        ...(consent ? { consentId: consent.consentId } : {}),
        ...(reasons ? { basis: { documentation, circumstances } } : {}),
        ...(verdict.reviewAfter ? { reviewAfter: true } : {}),
        answerBy: answerBy.toISOString(),
        ...within(endsOf(asked.kind, answerBy), consent),
      },
    };
  }

  private answerBy(now: Date, { answerBy, kind, urgency }: ToAddress, to: DirectoryFunction): Date {
    if (answerBy === undefined) return defaultAnswerBy(now, { kind, urgency, to: to.agencyKind });
    const asked = new Date(answerBy);
    const furthest = now.getTime() + FURTHEST_ANSWER_DAYS * 86_400_000;
    const wrong =
      asked <= now
        ? { sv: 'Svarsdatum kan inte ligga i det förflutna.', en: 'The answer cannot be due in the past.' }
        : asked.getTime() > furthest
          ? {
              sv: `Svar kan begäras inom högst ${FURTHEST_ANSWER_DAYS} dagar.`,
              en: `An answer can be asked for within ${FURTHEST_ANSWER_DAYS} days at most.`,
            }
          : undefined;
    if (wrong) throw problems.invalid([{ path: 'answerBy', message: wrong }]);
    return asked;
  }
}

/** What rests on a consent is read no longer than it holds. */
const within = (ends: ReturnType<typeof endsOf>, consent: KnownConsent | null): ReturnType<typeof endsOf> => {
  if (!consent) return ends;
  const until = new Date(consent.until).toISOString();
  return { ...ends, accessUntil: ends.accessUntil !== undefined && ends.accessUntil < until ? ends.accessUntil : until };
};

const ON_CONSENT: GroundVerdict = {
  allowed: false,
  rule: CONCERN_DUTY,
  source: 'OSL 10:28, SoL 19:1',
  code: 'rests-on-consent',
  reason: {
    sv: 'OSL 10:28, SoL 19:1: En orosanmälan görs oberoende av samtycke. På samtycke skulle den försvinna från nämnden när samtycket upphör. Välj anmälningsskyldigheten som grund.',
    en: 'OSL 10:28, SoL 19:1: A concern report is made regardless of consent. On consent it would be gone from the board when the consent ends. Choose the duty to report as its ground.',
  },
};

const groundProblem = (verdict: Extract<GroundVerdict, { allowed: false }>): Problem =>
  new Problem(
    422,
    'ground-does-not-cover',
    {
      sv: 'Grunden räcker inte för den här förfrågan. Inget har lämnats ut.',
      en: 'The ground does not carry this request. Nothing was disclosed.',
    },
    { detail: verdict.reason, rule: verdict.rule },
  );
const needsSecondPerson = (): Problem =>
  new Problem(422, 'needs-second-person', {
    sv: 'Den grunden kräver att en kollega godkänner. Gör ett utlämnande i stället.',
    en: 'That ground needs a colleague’s approval. Make a disclosure instead.',
  });
