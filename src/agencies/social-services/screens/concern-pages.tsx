import {
  Actions,
  Alert,
  Breadcrumbs,
  Button,
  Card,
  Checkbox,
  DefinitionList,
  Form,
  formatDateTime,
  PageHeading,
  Select,
  TextArea,
  TextField,
  useLang,
  type FormError,
  type FormValues,
  type Option,
} from '#libs/ui';
import { MatchWarning, PersonFields, type PersonSearchResult } from '#src/people/index';
import { CONCERN_CHANNELS, CONCERN_SOURCES, WORRIES } from '../concern/concern.events.js';
import type { ExtensionView } from '../extension/features/read-extensions.js';
import { childTexts, word } from './child-texts.js';
import { valueName } from './child-values.js';
import { Choice } from './step-fields.js';

export const CONCERNS = '/workspace/social-services/concerns';
export const EXTENSIONS = '/workspace/social-services/extensions';

export interface FormShown {
  readonly hidden: Readonly<Record<string, string>>;
  readonly errors?: readonly FormError[];
  readonly values?: FormValues;
}
/** What every concern says, however it came. */
const Concern = () => {
  const t = childTexts(useLang());
  return (
    <>
      <Choice name="worries" as="checks" of={WORRIES} />
      <Checkbox name="reporterAsks" label={t('field.reporterAsks')} />
    </>
  );
};
const stateOf = ({ errors = [], values }: FormShown) => ({ errors, ...(values ? { values } : {}) });

export interface NewConcernProps extends FormShown {
  readonly functions: readonly Option[];
  /** Somebody of that name or number is known already. */
  readonly matches?: PersonSearchResult | null;
}
export const NewConcernPage = ({ functions, matches, ...form }: NewConcernProps) => {
  const t = childTexts(useLang());
  const sources = CONCERN_SOURCES.filter((source) => source !== 'referral');
  return (
    <div class="stack">
      <PageHeading title={t('new')} lead={t('new.lead')} />
      <Card>
        <Form action={`${CONCERNS}/new`} hidden={form.hidden} {...stateOf(form)}>
          {matches && <MatchWarning matches={matches} />}
          <PersonFields prefix="child." role="child" />
          <Select name="functionId" label={t('function')} options={functions} value={functions[0]?.value} />
          <Choice name="source" as="radio" of={sources} />
          <Choice name="channel" as="radio" of={CONCERN_CHANNELS.filter((channel) => channel !== 'system')} />
          <TextArea name="words" label={t('field.words')} rows={5} maxLength={4000} optional />
          <TextField name="reporter.name" label={t('field.reporter.name')} maxLength={200} optional />
          <TextField name="reporter.relation" label={t('field.reporter.relation')} maxLength={200} optional />
          <TextField name="reporter.contact" label={t('field.reporter.contact')} maxLength={200} optional />
          <Checkbox name="reporterProtected" label={t('field.reporterProtected')} />
          <Concern />
          <Actions>
            <Button>{t('record')}</Button>
          </Actions>
        </Form>
      </Card>
    </div>
  );
};

export interface TakeReportProps extends FormShown {
  readonly referralId: string;
  readonly children: readonly string[];
  /** Where the same children are already, at the own board alone. */
  readonly matches: PersonSearchResult | null;
}
export const TakeReportPage = ({ referralId, children, matches, ...form }: TakeReportProps) => {
  const t = childTexts(useLang());
  return (
    <div class="stack">
      <Breadcrumbs items={[{ label: t('take'), href: `/workspace/referrals/${referralId}` }, { label: t('take.button') }]} />
      <PageHeading title={t('take')} lead={t('take.lead')} />
      <Card title={t('take.children')} id="children">
        <ul>
          {children.map((name) => (
            <li>{name}</li>
          ))}
        </ul>
      </Card>
      {matches && <Matches matches={matches} />}
      <Card>
        <Form action={`${CONCERNS}/take/${referralId}`} hidden={form.hidden} {...stateOf(form)}>
          <Concern />
          <Actions>
            <Button>{t('take.button')}</Button>
          </Actions>
        </Form>
      </Card>
    </div>
  );
};

/** Signals that meet: the same person in another case of the own board. For a person to judge; nothing is merged, and no sender learns of it. */
const Matches = ({ matches: { hits, elsewhere } }: { matches: PersonSearchResult }) => {
  const t = childTexts(useLang());
  return (
    <Alert tone="warning" title={t('matches')}>
      <p>{t('matches.lead')}</p>
      <ul>
        {hits.map(({ caseId, name }) => (
          <li>
            <a href={`/workspace/cases/${caseId}`}>{typeof name === 'string' ? name : caseId.slice(0, 8)}</a>
          </li>
        ))}
      </ul>
      {elsewhere && <p>{t('matches.elsewhere')}</p>}
    </Alert>
  );
};

export interface ExtensionsProps {
  readonly extensions: readonly ExtensionView[];
  readonly staff: ReadonlyMap<string, string>;
  readonly newKey: () => string;
  readonly errors: readonly FormError[];
}
/** Requests for more time, for the head who decides. */
export const ExtensionsPage = ({ extensions, staff, newKey, errors }: ExtensionsProps) => {
  const lang = useLang();
  const t = childTexts(lang);
  return (
    <div class="stack">
      <PageHeading title={t('extensions')} lead={t('extensions.lead')} />
      {errors.map(({ message }) => (
        <Alert tone="danger">{message}</Alert>
      ))}
      {extensions.length === 0 && <p class="subtle">{t('extensions.none')}</p>}
      {extensions.map((one) => (
        <Card title={valueName(lang, one.deadline)} id={`e-${one.extensionId}`}>
          <DefinitionList
            items={[
              { label: word(t, 'field', 'until'), value: formatDateTime(one.until, lang) },
              { label: word(t, 'field', 'reason'), value: one.reason ?? '' },
              { label: t('by'), value: `${staff.get(one.askedBy) ?? one.askedBy}, ${formatDateTime(one.askedAt, lang)}` },
            ]}
          />
          <Actions>
            {(['grant', 'refuse'] as const).map((verdict) => (
              <Form
                action={`${EXTENSIONS}/${one.extensionId}`}
                hidden={{ idempotencyKey: newKey(), verdict }}
                id={`${verdict}-${one.extensionId}`}
              >
                <Button variant={verdict === 'grant' ? 'primary' : 'secondary'}>{t(verdict)}</Button>
              </Form>
            ))}
          </Actions>
        </Card>
      ))}
    </div>
  );
};
