import { CONCERN_DUTY, NECESSITY, type LegalGround } from '#config/legal-grounds';
import {
  Actions,
  Alert,
  Button,
  Card,
  CheckboxGroup,
  DateField,
  EmptyState,
  fieldClassOptions,
  Form,
  LinkButton,
  PageHeading,
  RadioGroup,
  Select,
  Stack,
  TextArea,
  useLang,
  type FormError,
} from '#libs/ui';
import type { DirectoryFunction } from '#src/access/index';
import { roleName, type FormBody } from '#src/people/index';
import type { ReferralPreview } from '../features/preview-referral.js';
import { SHAREABLE_CLASSES } from '../referral.content.js';
import { REFERRAL_KINDS, REFERRAL_NEEDS, REFERRAL_URGENCIES } from '../referral.events.js';
import { PURPOSES, OwnRecordTabs, subjectIds, type ConsentView, type OwnRecordView } from '../../consent/index.js';
import { named, referralTexts } from '../referral.texts.js';
import { one } from './form-input.js';
import { GroundFields, recipientOptions } from './ground-fields.js';
import { ReferralPreviewBox } from './preview.js';

export interface NewReferralProps {
  readonly record: OwnRecordView;
  readonly own: readonly string[];
  readonly functions: readonly DirectoryFunction[];
  readonly consents: readonly ConsentView[];
  /** Which may carry a request from here today. */
  readonly grounds: readonly LegalGround[];
  readonly values: FormBody;
  readonly entered: boolean;
  readonly errors: readonly FormError[];
  readonly hidden: Readonly<Record<string, string>>;
  readonly preview?: ReferralPreview | undefined;
  /** Begun as "Akut": necessity is proposed, and asks for the danger alone. */
  readonly urgent: boolean;
}

export const kindOf = (values: FormBody): 'request' | 'concern-report' =>
  one(values, 'kind') === 'concern-report' ? 'concern-report' : 'request';

/** What is proposed until somebody chooses, and where what was chosen cannot carry it. */
const proposedGround = (values: FormBody, urgent: boolean): string | undefined =>
  kindOf(values) === 'concern-report' ? CONCERN_DUTY : urgent ? NECESSITY : undefined;

/** One form: choose, look at exactly what is shared, send. What was looked at is what is sent, or it is shown again. */
export const NewReferralPage = ({
  record,
  own,
  functions,
  consents,
  grounds,
  values,
  entered,
  errors,
  hidden,
  preview,
  urgent,
}: NewReferralProps) => {
  const lang = useLang();
  const t = referralTexts(lang);
  if (record.persons.length === 0)
    return (
      <EmptyState
        title={t('new.nobody')}
        action={
          <LinkButton href={`/workspace/people/new?recordId=${record.recordId}&caseId=${record.caseId}`}>{t('button.add')}</LinkButton>
        }
      />
    );
  const asked = grounds.find(({ id }) => id === one(values, 'ground'))?.id;
  const chosen = asked ?? proposedGround(values, urgent);
  const here = `/workspace/referrals/new?caseId=${record.caseId}`;
  const ownFunctions = functions.filter(({ id }) => own.includes(id));
  const options = (prefix: 'need' | 'purpose' | 'urgency' | 'kind', of: readonly string[]) =>
    of.map((value) => ({ value, label: named(t, prefix, value) }));
  return (
    <Stack>
      <PageHeading title={t(urgent ? 'new.urgent.title' : 'new.title')} lead={t(urgent ? 'new.urgent.lead' : 'new.lead')} />
      <OwnRecordTabs record={record} href={(recordId) => `${here}&recordId=${recordId}${urgent ? '&urgent=true' : ''}`} />
      <Form action={here} errors={errors} {...(entered ? { values: { ...values, ground: chosen ?? '' } } : {})} hidden={hidden}>
        {preview && (
          <Card title={t('preview.title')} tone={preview.verdict.allowed ? 'success' : 'danger'} id="preview">
            <ReferralPreviewBox
              preview={preview}
              ground={one(values, 'ground') ?? ''}
              message={one(values, 'message')}
              answerBy={one(values, 'answerBy')}
            />
            {preview.verdict.allowed && (
              <Actions>
                {preview.to.connected ? (
                  <Button name="step" value="send" tone="accent">
                    {t('button.send')}
                  </Button>
                ) : (
                  <Button name="step" value="print" tone="accent">
                    {t('button.print')}
                  </Button>
                )}
              </Actions>
            )}
          </Card>
        )}
        <Card>
          <RadioGroup
            name="kind"
            label={t('field.kind')}
            value={kindOf(values)}
            options={REFERRAL_KINDS.map((value) => ({
              value,
              label: named(t, 'kind', value),
              ...(value === 'concern-report' ? { hint: t('kind.concern-report.hint') } : {}),
            }))}
          />
          <Select
            name="fromFunction"
            label={t('field.fromFunction')}
            value={(ownFunctions.find(({ id }) => id === record.functionId) ?? ownFunctions[0])?.id}
            placeholder={false}
            options={ownFunctions.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Select
            name="toFunction"
            label={t('field.toFunction')}
            hint={t('field.toFunction.hint')}
            options={recipientOptions(functions, own, t('field.notConnected'))}
          />
          <CheckboxGroup
            name="need"
            label={t('field.need')}
            values={[urgent ? 'protection' : 'support']}
            options={options('need', REFERRAL_NEEDS)}
          />
          <CheckboxGroup
            name="personIds"
            label={t('field.personIds')}
            values={subjectIds(record)}
            options={record.persons.map(({ personId, role, name }) => ({
              value: personId,
              label: `${typeof name === 'string' ? name : '–'} (${roleName(role, lang)})`,
            }))}
          />
          <CheckboxGroup
            name="classes"
            label={t('field.classes')}
            hint={t('field.classes.hint')}
            values={['identity', 'contact']}
            options={fieldClassOptions(lang, SHAREABLE_CLASSES)}
          />
          <TextArea name="message" label={t('field.message')} hint={t('field.message.hint')} optional maxLength={4000} />
          <RadioGroup
            name="purpose"
            label={t('field.purpose')}
            value={urgent ? 'protection' : 'support'}
            options={options('purpose', PURPOSES)}
          />
          <GroundFields grounds={grounds} consents={consents} chosen={chosen} urgent={urgent} />
          <RadioGroup
            name="urgency"
            label={t('field.urgency')}
            value={urgent ? 'acute' : 'normal'}
            options={options('urgency', REFERRAL_URGENCIES)}
          />
          <DateField name="answerBy" label={t('field.answerBy')} hint={t('field.answerBy.hint')} optional />
          <Actions>
            <Button name="step" value="preview" variant={preview ? 'secondary' : 'primary'}>
              {t('button.preview')}
            </Button>
            <LinkButton href={`/workspace/cases/${record.caseId}`}>{t('button.cancel')}</LinkButton>
          </Actions>
        </Card>
      </Form>
    </Stack>
  );
};

/** What a function that is not connected gets, by the agency's own channel. */
export const PrintReferralPage = ({
  preview,
  ground,
  message,
}: {
  preview: ReferralPreview;
  ground: string;
  message?: string | undefined;
}) => {
  const t = referralTexts(useLang());
  return (
    <Stack>
      <PageHeading title={t('print.title')} lead={t('print.lead')} />
      {preview.verdict.allowed || <Alert tone="danger" title={t('preview.refused')} />}
      <Card>
        <ReferralPreviewBox preview={preview} ground={ground} message={message} />
      </Card>
    </Stack>
  );
};
