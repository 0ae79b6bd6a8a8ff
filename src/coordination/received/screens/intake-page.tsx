import { randomUUID } from 'node:crypto';
import type { FieldClass } from '#libs/shared-kernel';
import {
  ActionForm,
  Button,
  Card,
  DataTable,
  defineTexts,
  EmptyState,
  formatDate,
  PageHeading,
  Stack,
  Tag,
  useLang,
  useT,
  type Column,
} from '#libs/ui';
import { ruleOf } from '../../legal-rules/index.js';
import type { Intake } from '../features/read-received.js';

export const intakeTexts = defineTexts({
  sv: {
    title: 'Mottaget utan akt',
    lead: 'Utlämnanden som kommit till era funktioner. Öppna en akt för att arbeta med ärendet; först då visas innehållet.',
    none: 'Inget väntar.',
    from: 'Från',
    to: 'Till funktion',
    what: 'Uppgifter',
    ground: 'Rättslig grund',
    came: 'Kom',
    state: 'Form',
    copy: 'Kopia',
    standing: 'Löpande',
    ended: 'Utlämnandet har upphört',
    act: 'Åtgärd',
    open: 'Öppna akt',
    openOther: 'Barnets eller våldsutövarens egen akt',
  },
  en: {
    title: 'Received without a record',
    lead: 'Disclosures that came to your functions. Open a record to work with the case; only then is the content shown.',
    none: 'Nothing waits.',
    from: 'From',
    to: 'To function',
    what: 'Data',
    ground: 'Legal ground',
    came: 'Came',
    state: 'Form',
    copy: 'Copy',
    standing: 'Standing',
    ended: 'The disclosure has ended',
    act: 'Action',
    open: 'Open a record',
    openOther: 'The child’s or the violence user’s own record',
  },
});

interface Line {
  readonly caseId: string;
  readonly functionId: string;
  readonly from: string;
  readonly classes: readonly FieldClass[];
  readonly ground: string;
  readonly ruleVersion: string;
  readonly came: string;
  readonly kind: 'copy' | 'standing';
  readonly ended: boolean;
}
const linesOf = ({ copies, standing }: Intake): Line[] => [
  ...copies.map((copy) => ({
    ...copy,
    functionId: copy.recipientFunction,
    from: copy.fromAgency,
    came: copy.receivedAt,
    kind: 'copy' as const,
  })),
  ...standing.map((one) => ({
    ...one,
    functionId: one.recipientFunction,
    from: one.fromAgency,
    came: one.since,
    kind: 'standing' as const,
    ended: false,
  })),
];

export interface IntakePageProps {
  readonly intake: Intake;
  readonly functions: ReadonlyMap<string, string>;
  readonly agencies: ReadonlyMap<string, string>;
}
/** What came, from whom and on which ground; its content opens with a record. */
export const IntakePage = ({ intake, functions, agencies }: IntakePageProps) => {
  const lang = useLang();
  const t = intakeTexts(lang);
  const common = useT();
  const columns: Column<Line>[] = [
    { key: 'from', label: t('from'), cell: ({ from }) => agencies.get(from) ?? from },
    { key: 'to', label: t('to'), cell: ({ functionId }) => functions.get(functionId) ?? functionId },
    {
      key: 'what',
      label: t('what'),
      cell: ({ classes }) =>
        classes
          .filter((cls) => cls !== 'reference')
          .map((cls) => common(`class.${cls}`))
          .join(', '),
    },
    { key: 'ground', label: t('ground'), cell: ({ ground, ruleVersion }) => ruleOf(ground, ruleVersion)?.title[lang] ?? ground },
    { key: 'came', label: t('came'), cell: ({ came }) => formatDate(came, lang) },
    {
      key: 'state',
      label: t('state'),
      cell: ({ kind, ended }) => <Tag tone={ended ? 'neutral' : 'received'}>{ended ? t('ended') : t(kind)}</Tag>,
    },
    {
      key: 'act',
      label: t('act'),
      cell: ({ caseId, functionId }) => (
        <>
          <ActionForm
            action="/workspace/received/open"
            hidden={{ idempotencyKey: randomUUID(), recordId: randomUUID(), caseId, functionId }}
          >
            <Button>{t('open')}</Button>
          </ActionForm>
          <a href={`/workspace/records/new?caseId=${caseId}&functionId=${encodeURIComponent(functionId)}`}>{t('openOther')}</a>
        </>
      ),
    },
  ];
  return (
    <Stack>
      <PageHeading title={t('title')} lead={t('lead')} />
      <Card>
        <DataTable caption={t('title')} captionHidden columns={columns} rows={linesOf(intake)} empty={<EmptyState title={t('none')} />} />
      </Card>
    </Stack>
  );
};
