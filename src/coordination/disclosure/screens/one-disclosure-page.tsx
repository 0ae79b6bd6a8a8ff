import { randomUUID } from 'node:crypto';
import { circumstanceLabels, documentationLabels, documentedWords, type DocumentationKind } from '#config/legal-grounds';
import {
  ActionForm,
  Actions,
  Alert,
  Button,
  Card,
  DefinitionList,
  FieldsCrossing,
  Form,
  formatDate,
  formatDateTime,
  LinkButton,
  PageHeading,
  Stack,
  Tag,
  TextArea,
  useLang,
  type Definition,
  type Lang,
} from '#libs/ui';
import { personOptions, type OwnRecordView, type Purpose } from '../../consent/index.js';
import { ruleOf } from '../../legal-rules/index.js';
import type { DisclosureDetail } from '../features/one-disclosure.js';
import { contentParts, type FunctionNames } from './content-parts.js';
import { Standing, Terms } from './decide-parts.js';
import { Classes, Ground, TONES } from './disclosure-lists.js';
import type { FormState } from './disclosure-pages.js';
import { disclosureTexts } from './disclosure-texts.js';
import { FilePreview, FilesTold } from './file-parts.js';

export interface OneDisclosureProps {
  readonly base: string;
  readonly view: DisclosureDetail;
  readonly persons: OwnRecordView['persons'];
  readonly functions: FunctionNames;
  readonly staff: ReadonlyMap<string, string>;
  /** The decline form, come back with faults. */
  readonly state: FormState;
  /** Something else would go than what was approved: it is shown anew. */
  readonly changed: string | null;
}

/** What was written down, as the law asks for it: request, balancing, harm test, the crime's grade. */
const documented = ({ documentation }: DisclosureDetail, lang: Lang): Definition[] =>
  Object.entries(documentation).map(([kind, text]) => ({
    label: documentationLabels[kind as DocumentationKind].label[lang],
    value: documentedWords(kind as DocumentationKind, text, lang),
  }));

const Facts = ({ view, persons, functions, staff }: Omit<OneDisclosureProps, 'base' | 'state' | 'changed'>) => {
  const lang = useLang();
  const t = disclosureTexts(lang);
  const names = personOptions(
    persons.filter(({ personId }) => view.personIds.includes(personId)),
    lang,
  );
  const { consent, circumstances, proposedBy, refusalRule } = view;
  const items: Definition[] = [
    { label: t('to'), value: functions.get(view.recipientFunction) ?? view.recipientFunction },
    { label: t('persons'), value: names.map(({ label }) => label).join(', ') },
    { label: t('mode'), value: t(`mode.${view.channel === 'print' ? 'print' : view.mode}`) },
    { label: t('what'), value: <Classes classes={view.classes} /> },
    { label: t('purpose'), value: t(`purpose.${view.purpose as Purpose}`) },
    { label: t('ground'), value: <Ground ground={view.ground} ruleVersion={view.ruleInForce ?? view.ruleVersion} /> },
    ...(refusalRule ? [{ label: t('refusedBy'), value: <Ground ground={refusalRule} ruleVersion={null} /> }] : []),
    ...(view.until ? [{ label: t('until'), value: formatDate(view.until, lang) }] : []),
    {
      label: t('consent'),
      value: consent
        ? t('consent.told', {
            state: t(`consent.${consent.state}`),
            from: formatDate(consent.recordedAt, lang),
            until: formatDate(consent.until, lang),
          })
        : t('consent.none'),
    },
    { label: t('circumstances'), value: circumstances.map((one) => circumstanceLabels[one][lang]).join(', ') || t('none-given') },
    ...documented(view, lang),
    ...(proposedBy ? [{ label: t('proposedBy'), value: staff.get(proposedBy) ?? proposedBy }] : []),
    {
      label: t(view.status === 'proposed' || view.status === 'declined' ? 'proposedAt' : 'decidedAt'),
      value: formatDateTime(view.decidedAt, lang),
    },
    ...(view.endedAt
      ? [{ label: t(view.status === 'declined' ? 'state.declined' : 'state.ended'), value: formatDateTime(view.endedAt, lang) }]
      : []),
  ];
  return <DefinitionList items={items} />;
};

/** What the second person does, once all that it rests on has been read: approves, or declines with a reason. */
const Judge = ({ base, view, state }: Pick<OneDisclosureProps, 'base' | 'view' | 'state'>) => {
  const t = disclosureTexts(useLang());
  const at = `${base}/${view.disclosureId}`;
  if (!view.mayDecline) return null;
  return (
    <Card title={t('judge')}>
      {view.mayApprove ? (
        <ActionForm action={`${at}/approve`} hidden={{ idempotencyKey: randomUUID(), previewTag: view.previewTag ?? '' }}>
          <Button>{t('approve')}</Button>
        </ActionForm>
      ) : (
        <p class="subtle">{t('own-proposal')}</p>
      )}
      <Form action={`${at}/decline`} hidden={{ idempotencyKey: randomUUID() }} guard={false} {...state}>
        <TextArea name="note" label={t('decline.note')} hint={t('decline.hint')} rows={3} maxLength={4000} />
        <Actions>
          <Button variant="secondary" tone="danger">
            {t('decline')}
          </Button>
        </Actions>
      </Form>
    </Card>
  );
};

/** One decision: to whom, about whom, on which ground, with what was written down for it; what crosses, field by field; and what came of it. */
export const OneDisclosurePage = ({ base, view, persons, functions, staff, state, changed }: OneDisclosureProps) => {
  const lang = useLang();
  const t = disclosureTexts(lang);
  // Of a proposal what it would be approved by: its terms are what binds the data once it has gone.
  const rule = ruleOf(view.ground, view.ruleInForce ?? view.ruleVersion);
  const shown = view.status === 'proposed' || (view.status === 'open' && view.mode === 'copy');
  return (
    <Stack>
      <PageHeading
        title={t(view.status === 'proposed' ? 'proposal' : 'decision')}
        actions={
          <>
            <Tag tone={TONES[view.status]}>{t(`state.${view.status}`)}</Tag> <LinkButton href={base}>{t('title')}</LinkButton>
          </>
        }
      />
      {changed && <Alert tone="warning">{changed}</Alert>}
      {view.refusalReason && (
        <Alert tone="danger" title={t('state.refused')}>
          <p>{view.refusalReason[lang]}</p>
        </Alert>
      )}
      {view.status === 'declined' && (
        <Alert tone="warning" title={t('state.declined')}>
          <p>{view.declineNote ?? t('decline.none')}</p>
        </Alert>
      )}
      <Card>
        <Facts {...{ view, persons, functions, staff }} />
        <Terms ground={rule} kind={view.recipientKind} reminders={[]} />
      </Card>
      {shown && (
        <Card title={t('preview.heading')}>
          <FieldsCrossing
            shared={contentParts(view.content, lang, functions)}
            withheld={view.withheld.map(({ class: cls, because }) => ({ class: cls, reason: t(because) }))}
          />
          {view.status === 'proposed' ? (
            <FilePreview files={view} fileNamesGo={view.classes.includes('free-text')} />
          ) : (
            <FilesTold files={view.files} />
          )}
          {view.mode === 'standing' && <Standing />}
        </Card>
      )}
      <Judge {...{ base, view, state }} />
    </Stack>
  );
};
