import { importMappings } from '#config/import-mappings';
import {
  Actions,
  Alert,
  Button,
  Card,
  DataTable,
  FileField,
  Form,
  PageHeading,
  RadioGroup,
  Select,
  Tag,
  useLang,
  type Column,
  type FormError,
  type FormValues,
} from '#libs/ui';
import type { DirectoryFunction } from '#src/access/index';
import { MOST_LINES, type ImportLine, type ImportPlan } from '../import-lines.js';
import type { Imported } from '../import-records.js';
import { importTexts } from './import-texts.js';

export const IMPORT = '/workspace/import';

export interface ImportPageProps {
  readonly functions: readonly DirectoryFunction[];
  readonly values?: FormValues;
  readonly errors?: readonly FormError[];
  readonly plan?: ImportPlan;
  readonly made?: readonly Imported[];
}

const Plan = ({ plan }: { plan: ImportPlan }) => {
  const lang = useLang();
  const t = importTexts(lang);
  const whole = new Set(plan.records.map(({ reference }) => reference));
  const faults = plan.lines.filter((line) => line.faults.length > 0).length;
  const columns: Column<ImportLine>[] = [
    { key: 'line', label: t('line'), cell: ({ line }) => String(line) },
    { key: 'reference', label: t('reference'), cell: ({ reference }) => reference },
    { key: 'person', label: t('person'), cell: ({ person }) => person?.name ?? '–' },
    {
      key: 'result',
      label: t('result'),
      cell: (line) =>
        line.faults.length > 0 ? (
          <Tag tone="danger">{line.faults.map(({ path, message }) => `${path}: ${message[lang]}`).join(' ')}</Tag>
        ) : whole.has(line.reference) ? (
          <Tag tone="success">{t('would-make')}</Tag>
        ) : (
          <Tag tone="warning">{t('in-faulty')}</Tag>
        ),
    },
  ];
  const persons = plan.records.reduce((sum, record) => sum + record.persons.length, 0);
  return (
    <>
      <Alert live tone={faults > 0 ? 'warning' : 'success'}>
        {t('summary', { records: plan.records.length, persons, faults })}
      </Alert>
      <DataTable caption={t('result')} columns={columns} rows={plan.lines} />
    </>
  );
};

/** Existing records out of a file: first what it would make and what is wrong, line by line; then made, on purpose. */
export const ImportPage = ({ functions, values, errors = [], plan, made }: ImportPageProps) => {
  const lang = useLang();
  const t = importTexts(lang);
  const results: Column<Imported>[] = [
    { key: 'reference', label: t('reference'), cell: ({ reference }) => reference },
    { key: 'outcome', label: t('result'), cell: ({ outcome, why }) => `${t(`outcome.${outcome}`)}${why ? `: ${why[lang]}` : ''}` },
    {
      key: 'open',
      label: t('open'),
      cell: ({ outcome, caseId }) => (outcome === 'refused' ? '' : <a href={`/workspace/cases/${caseId}`}>{t('open')}</a>),
    },
  ];
  return (
    <div class="stack">
      <PageHeading title={t('title')} lead={t('lead')} />
      {made && <DataTable caption={t('made')} columns={results} rows={made} />}
      {plan && !made && <Plan plan={plan} />}
      <Card>
        <Form action={IMPORT} upload guard={false} values={values} errors={errors}>
          <Select
            name="mapping"
            label={t('mapping')}
            value={importMappings[0]?.id}
            placeholder={false}
            options={importMappings.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Select name="functionId" label={t('function')} options={functions.map(({ id, name }) => ({ value: id, label: name }))} />
          <FileField name="file" label={t('file')} hint={t('file.hint', { count: MOST_LINES })} accept=".csv,text/csv" />
          <RadioGroup
            name="step"
            label={t('step')}
            value="try"
            options={(['try', 'make'] as const).map((value) => ({ value, label: t(`step.${value}`) }))}
          />
          <Actions>
            <Button>{t('go')}</Button>
          </Actions>
        </Form>
      </Card>
    </div>
  );
};
