import { randomUUID } from 'node:crypto';
import type { ComponentChildren } from 'preact';
import {
  ActionForm,
  Actions,
  Alert,
  Button,
  Card,
  DataTable,
  DefinitionList,
  EmptyState,
  formatDate,
  formatDateTime,
  Heading,
  LinkButton,
  PageHeading,
  PrintButton,
  Stack,
  Tag,
  useLang,
  useT,
  type Column,
  type Tone,
} from '#libs/ui';
import type { FieldClass } from '#libs/shared-kernel';
import type { Content } from '../copied-content.events.js';
import type { DisclosureView } from '../features/read-disclosures.js';
import { ruleOf } from '../../legal-rules/index.js';
import { contentParts, type FunctionNames } from './content-parts.js';
import { disclosureTexts } from './disclosure-texts.js';
import { limitItems } from './limit-items.js';
import { FilesTold } from './file-parts.js';

export const TONES: Record<DisclosureView['status'], Tone> = {
  ...{ open: 'success', ended: 'neutral', proposed: 'warning', refused: 'danger', declined: 'danger' },
};

export const Classes = ({ classes }: { classes: readonly FieldClass[] }) => {
  const t = useT();
  return (
    <>
      {classes
        .filter((cls) => cls !== 'reference')
        .map((cls) => t(`class.${cls}`))
        .join(', ') || t('class.reference')}
    </>
  );
};
export const Ground = ({ ground, ruleVersion }: { ground: string; ruleVersion: string | null }) => {
  const lang = useLang();
  const rule = ruleOf(ground, ruleVersion);
  return <>{rule ? `${rule.title[lang]} (${rule.source})` : ground}</>;
};

const OneButton = ({
  action,
  hidden = {},
  label,
  tone,
}: {
  action: string;
  hidden?: Record<string, string>;
  label: string;
  tone?: Tone;
}) => (
  <ActionForm action={action} hidden={{ idempotencyKey: randomUUID(), ...hidden }}>
    <Button variant="tertiary" {...(tone ? { tone } : {})}>
      {label}
    </Button>
  </ActionForm>
);

const Acts = ({ view, base, me }: { view: DisclosureView; base: string; me: string }) => {
  const t = disclosureTexts(useLang());
  const at = `${base}/${view.disclosureId}`;
  const buttons: ComponentChildren[] = [];
  if (view.status === 'open' && view.channel === 'print')
    buttons.push(
      <LinkButton href={`${at}/print`} variant="tertiary">
        {t('print')}
      </LinkButton>,
    );
  if (view.status === 'open')
    buttons.push(<OneButton action={`${at}/close`} hidden={{ reason: 'no-longer-needed' }} label={t('close')} tone="danger" />);
  // Nobody approves from a list: what it rests on is read first.
  const judge = view.status === 'proposed' && view.proposedBy !== me;
  buttons.push(
    <LinkButton href={at} variant={judge ? 'secondary' : 'tertiary'}>
      {t(judge ? 'judge' : 'show')}
    </LinkButton>,
  );
  return <Actions>{buttons}</Actions>;
};

/** The own agency's decisions, with what can be done about each. */
export const DisclosureList = ({
  base,
  views,
  functions,
  me,
}: {
  base: string;
  views: readonly DisclosureView[];
  functions: FunctionNames;
  me: string;
}) => {
  const lang = useLang();
  const t = disclosureTexts(lang);
  const common = useT();
  const columns: Column<DisclosureView>[] = [
    { key: 'to', label: t('to'), cell: (view) => functions.get(view.recipientFunction) ?? view.recipientFunction },
    {
      key: 'state',
      label: t('state'),
      cell: (view) => (
        <>
          <Tag tone={TONES[view.status]}>{t(`state.${view.status}`)}</Tag> {view.urgent && <Tag tone="danger">{t('urgent')}</Tag>}
          {view.endedAt && (
            <div class="subtle">{t(view.status === 'declined' ? 'declinedAt' : 'endedAt', { date: formatDate(view.endedAt, lang) })}</div>
          )}
        </>
      ),
    },
    { key: 'mode', label: t('mode'), cell: (view) => t(`mode.${view.channel === 'print' ? 'print' : view.mode}`) },
    {
      key: 'what',
      label: t('what'),
      cell: ({ classes, files, leftOut }) => (
        <>
          <Classes classes={classes} />
          {leftOut.length > 0 && (
            <Alert tone="warning">{t('left-out', { classes: leftOut.map((cls) => common(`class.${cls}`)).join(', ') })}</Alert>
          )}
          <FilesTold files={files} />
        </>
      ),
    },
    {
      key: 'ground',
      label: t('ground'),
      cell: (view) => (
        <>
          <Ground ground={view.ground} ruleVersion={view.ruleVersion} />
          {view.refusalRule && view.refusalRule !== view.ground && (
            <div class="subtle">
              {t('refusedBy')}: <Ground ground={view.refusalRule} ruleVersion={null} />
            </div>
          )}
        </>
      ),
    },
    { key: 'until', label: t('until'), cell: (view) => (view.until ? formatDate(view.until, lang) : '–') },
    { key: 'act', label: t('act'), cell: (view) => <Acts view={view} base={base} me={me} /> },
  ];
  return (
    <Stack>
      <PageHeading
        title={t('title')}
        lead={t('lead')}
        actions={
          <Actions>
            <LinkButton href={`${base}/new`} variant="primary">
              {t('new')}
            </LinkButton>
            <LinkButton href={`${base}/urgent`}>{t('urgent.title')}</LinkButton>
          </Actions>
        }
      />
      <Card>
        <DataTable caption={t('title')} captionHidden columns={columns} rows={views} empty={<EmptyState title={t('none')} />} />
      </Card>
    </Stack>
  );
};

export interface PrintProps {
  readonly view: DisclosureView;
  readonly content: Content;
  readonly withheld: readonly FieldClass[];
  readonly sender: string;
  readonly functions: FunctionNames;
  readonly limits: Parameters<typeof limitItems>[0];
}
/** What goes on paper: marked as secret, with sender, ground and protection. Neither place nor contact of anyone protected is in it. */
export const PrintPage = ({ view, content, withheld, sender, functions, limits }: PrintProps) => {
  const lang = useLang();
  const t = disclosureTexts(lang);
  const common = useT();
  return (
    <Stack>
      <PageHeading title={t('secrecy')} lead={t('print.lead')} actions={<PrintButton />} />
      <Card>
        <DefinitionList
          items={[
            { label: t('sender'), value: sender },
            { label: t('to'), value: functions.get(view.recipientFunction) ?? view.recipientFunction },
            { label: t('ground'), value: <Ground ground={view.ground} ruleVersion={view.ruleVersion} /> },
            { label: t('decidedAt'), value: formatDateTime(view.decidedAt, lang) },
            ...limitItems(limits, lang),
          ]}
        />
        {withheld.length > 0 && (
          <Alert tone="warning">{t('print.withheld', { classes: withheld.map((cls) => common(`class.${cls}`)).join(', ') })}</Alert>
        )}
      </Card>
      <Card>
        {contentParts(content, lang, functions).map((part) => (
          <>
            <Heading level={2}>{common(`class.${part.class}`)}</Heading>
            <DefinitionList items={part.fields} />
          </>
        ))}
        {view.files.length > 0 && (
          <>
            <Heading level={2}>{t('files.preview')}</Heading>
            <FilesTold files={view.files} />
            <p class="subtle">{t('files.by-channel')}</p>
          </>
        )}
      </Card>
    </Stack>
  );
};
