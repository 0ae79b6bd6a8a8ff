import type { ComponentChildren } from 'preact';
import type { LegalGround } from '#config/legal-grounds';
import {
  ActionForm,
  Actions,
  Button,
  Details,
  Form,
  LinkButton,
  RadioGroup,
  Select,
  TextArea,
  useLang,
  useT,
  type FormError,
} from '#libs/ui';
import type { DirectoryFunction } from '#src/access/index';
import type { FormBody } from '#src/people/index';
import type { ConsentView } from '../../consent/index.js';
import { CLOSING_OUTCOMES, lifeTexts, MOVE_GOES_ON } from '../../record/index.js';
import { OUTCOMES, RETURN_REASONS, WITHDRAWAL_REASONS } from '../referral.events.js';
import { named, referralTexts } from '../referral.texts.js';
import { referralPage, takeReportPage } from '../referral.urls.js';
import { shown, type ReferralAction, type ReferralDetail } from '../referral.view.js';
import { one } from './form-input.js';
import { GroundFields, recipientOptions } from './ground-fields.js';

export interface ActState {
  /** The act whose form was refused; its errors and what was typed. */
  readonly act?: string;
  readonly errors: readonly FormError[];
  readonly values: FormBody;
}
export interface ActFormsProps {
  readonly referral: ReferralDetail;
  readonly state: ActState;
  /** A fresh key for each form. */
  readonly newKey: () => string;
  /** Which may carry it to another function: empty where nothing is sent on. */
  readonly grounds: readonly LegalGround[];
  readonly functions: readonly DirectoryFunction[];
  readonly consents: readonly ConsentView[];
}

/** What this reader can do with the request now, each act a form of its own. */
export const ActForms = ({ referral, state, newKey, grounds, functions, consents }: ActFormsProps) => {
  const lang = useLang();
  const c = useT();
  const t = referralTexts(lang);
  const { actions } = referral;
  const action = (name: string) => `${referralPage(referral.referralId)}/${name}`;
  const may = (name: ReferralAction) => actions.includes(name);
  const plain = (name: ReferralAction, label: string, variant?: 'secondary') =>
    may(name) && (
      <ActionForm action={action(name)} hidden={{ idempotencyKey: newKey() }}>
        <Button {...(variant ? { variant } : {})}>{label}</Button>
      </ActionForm>
    );
  const form = (name: ReferralAction, summary: string, children: ComponentChildren, hidden: Record<string, string> = {}) => {
    const refused = state.act === name;
    return (
      <Details summary={summary} open={refused}>
        <Form
          action={action(name)}
          hidden={{ idempotencyKey: newKey(), ...hidden }}
          id={`act-${name}`}
          {...(refused ? { errors: state.errors, values: state.values } : {})}
        >
          {children}
          <Actions>
            <Button>{summary}</Button>
          </Actions>
        </Form>
      </Details>
    );
  };
  const reasons = (values: readonly string[]) => values.map((value) => ({ value, label: named(t, 'reason', value) }));
  const open = referral.conversation.filter((line) => line.kind === 'question' && line.answered === false);

  return (
    <div class="stack">
      <Actions>
        {may('take-in') && (
          <LinkButton href={takeReportPage(referral.referralId)} variant="primary">
            {t('act.take-in')}
          </LinkButton>
        )}
        {plain('accept', t('button.accept'))}
        {plain('acknowledge', t('button.acknowledge'), 'secondary')}
        {plain('open-case', t('act.open-case'))}
        {plain('request-outcome', t('act.request-outcome'), 'secondary')}
      </Actions>
      {may('open-case') && <p class="subtle">{t('act.open-case.lead')}</p>}
      {may('answer') &&
        open.map((line) =>
          form(
            'answer',
            t('act.answer'),
            <>
              <p>{shown(line.text)}</p>
              <RadioGroup
                name="class"
                label={t('act.answer.class')}
                hint={t('act.answer.class.hint')}
                options={referral.classes.filter((cls) => cls !== 'reference').map((cls) => ({ value: cls, label: c(`class.${cls}`) }))}
              />
              <TextArea name="answer" label={t('act.answer.field')} hint={t('act.answer.hint')} maxLength={4000} />
            </>,
            { questionId: line.questionId ?? '' },
          ),
        )}
      {may('ask') &&
        form('ask', t('act.ask'), <TextArea name="question" label={t('act.ask.field')} hint={t('act.words.hint')} maxLength={4000} />, {
          questionId: newKey(),
        })}
      {may('report-outcome') &&
        form(
          'report-outcome',
          t('act.report-outcome'),
          <>
            <RadioGroup name="outcome" label={t('act.outcome')} options={reasons(OUTCOMES)} />
            <TextArea name="note" label={t('act.outcome.note')} hint={t('act.words.hint')} optional maxLength={4000} />
          </>,
        )}
      {may('move') &&
        form(
          'move',
          t('act.move'),
          <>
            <p>{t('act.move.lead')}</p>
            <RadioGroup
              name="goesOn"
              label={t('act.move.goesOn')}
              options={MOVE_GOES_ON.map((value) => ({ value, label: t(`move.${value}`) }))}
            />
            <RadioGroup
              name="outcome"
              label={t('act.move.outcome')}
              options={CLOSING_OUTCOMES.map((value) => ({ value, label: lifeTexts(lang)(`outcome.${value}`) }))}
            />
            <TextArea name="note" label={t('act.outcome.note')} optional maxLength={4000} />
          </>,
          { proposalId: newKey() },
        )}
      {may('return') &&
        form(
          'return',
          t('act.return'),
          <>
            <p>{t('act.return.lead')}</p>
            <RadioGroup name="reason" label={t('act.return.reason')} options={reasons(RETURN_REASONS)} />
            <TextArea name="note" label={t('act.return.note')} hint={t('act.words.hint')} optional maxLength={4000} />
          </>,
        )}
      {may('send-on') &&
        form(
          'send-on',
          t('act.send-on'),
          <>
            <p>{t('act.send-on.lead')}</p>
            <Select
              name="toFunction"
              label={t('field.toFunction')}
              options={recipientOptions(functions, [referral.from.functionId, referral.to.functionId], t('field.notConnected'))}
            />
            <GroundFields
              grounds={grounds}
              consents={consents}
              chosen={one(state.values, 'ground') ?? referral.ground}
              consentId={referral.consentId ?? undefined}
            />
          </>,
        )}
      {may('withdraw') &&
        form(
          'withdraw',
          t('act.withdraw'),
          <>
            <p>{t('act.withdraw.lead')}</p>
            <RadioGroup name="reason" label={t('act.return.reason')} options={reasons(WITHDRAWAL_REASONS)} />
          </>,
        )}
    </div>
  );
};
