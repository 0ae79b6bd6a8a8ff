import { askedBy, expiryOf, type Fact, type Proceeding, type Step } from '#libs/proceeding';
import { swedishDate } from '#libs/shared-kernel';
import {
  Actions,
  Breadcrumbs,
  Button,
  Card,
  Checkbox,
  DataTable,
  DateField,
  DefinitionList,
  Details,
  Form,
  formatDate,
  PageHeading,
  Select,
  Tag,
  TextArea,
  useLang,
  type FormError,
  type FormValues,
  type Lang,
  type Option,
} from '#libs/ui';
import type { ProceedingView } from '../features/read-proceedings.js';
import { proceedingTexts } from './proceeding-texts.js';

export const PROCEEDINGS = '/workspace/proceedings';

/** A form that was refused: of which step, with what was written. */
export interface RefusedStep {
  readonly proceeding: string;
  readonly step: string;
  readonly errors: readonly FormError[];
  readonly values: FormValues;
}
interface StepFormProps {
  readonly table: Proceeding;
  readonly name: string;
  readonly step: Step;
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly now: Date;
  readonly persons?: readonly Option[];
  readonly refused?: RefusedStep | undefined;
}

const FactField = ({ name, fact, needed, now }: { name: string; fact: Fact; needed: boolean; now: Date }) => {
  const lang = useLang();
  const label = fact.label[lang];
  switch (fact.asked) {
    case 'day': {
      const today = swedishDate(now);
      return name === 'on' ? (
        <DateField name={name} label={label} value={today} max={today} />
      ) : (
        <DateField name={name} label={label} optional={!needed} />
      );
    }
    case 'choice': {
      const options = Object.entries(fact.names ?? {}).map(([value, text]) => ({ value, label: text[lang] }));
      return <Select name={name} label={label} options={options} optional={!needed} />;
    }
    case 'tick':
      return <Checkbox name={name} label={label} />;
  }
};

/** One step as a form, folded until it is wanted. */
const StepForm = ({ table, name, step, action, hidden, now, persons, refused }: StepFormProps) => {
  const lang = useLang();
  const t = proceedingTexts(lang);
  const mine = refused?.proceeding === table.name && refused.step === name ? refused : undefined;
  return (
    <Details summary={persons ? `${table.title[lang]}: ${step.label[lang]}` : step.label[lang]} open={mine !== undefined}>
      <Form action={action} hidden={{ ...hidden, proceeding: table.name, step: name }} errors={mine?.errors ?? []} values={mine?.values}>
        {persons && <Select name="personId" label={t('person')} options={persons} />}
        {askedBy(step).map((asked) => (
          <FactField name={asked.name} fact={table.facts[asked.name]!} needed={asked.needed} now={now} />
        ))}
        <TextArea name="note" label={t('note')} hint={t('note.hint')} rows={3} maxLength={4000} optional />
        <Actions>
          <Button>{t('save')}</Button>
        </Actions>
      </Form>
    </Details>
  );
};

const StatusOf = ({ table, status }: { table: Proceeding; status: string }) => {
  const known = table.statuses[status];
  return known ? <Tag tone={known.tone}>{known.name[useLang()]}</Tag> : <>{status}</>;
};

const shown = (fact: Fact, value: unknown, lang: Lang): string => {
  const t = proceedingTexts(lang);
  if (fact.asked === 'tick') return t(value === true ? 'yes' : 'no');
  return fact.asked === 'day' ? formatDate(String(value), lang) : (fact.names?.[String(value)]?.[lang] ?? String(value));
};

export interface ShownProceeding extends ProceedingView {
  readonly table: Proceeding;
  readonly person: string;
}

export interface ProceedingsPageProps {
  readonly caseId: string;
  readonly now: Date;
  readonly proceedings: readonly ShownProceeding[];
  /** Those that can be begun, each with the hidden fields of its form. */
  readonly begin: readonly {
    readonly table: Proceeding;
    readonly persons: readonly Option[];
    readonly hidden: Readonly<Record<string, string>>;
  }[];
  readonly refused?: RefusedStep | undefined;
}

/** All of an agency's proceedings in a case, and a form for each that can be begun. */
export const ProceedingsPage = ({ caseId, now, proceedings, begin, refused }: ProceedingsPageProps) => {
  const lang = useLang();
  const t = proceedingTexts(lang);
  return (
    <div class="stack">
      <Breadcrumbs items={[{ label: t('toCase'), href: `/workspace/cases/${caseId}` }, { label: t('title') }]} />
      <PageHeading title={t('title')} lead={t('lead')} />
      <Card>
        <DataTable
          caption={t('title')}
          captionHidden
          rows={proceedings}
          empty={<p class="subtle">{t('none')}</p>}
          columns={[
            { key: 'what', label: t('what'), cell: (one) => <a href={`${PROCEEDINGS}/${one.proceedingId}`}>{one.table.title[lang]}</a> },
            { key: 'person', label: t('person'), cell: (one) => one.person },
            { key: 'latest', label: t('latest'), cell: (one) => formatDate(String(one.facts['on']), lang) },
            { key: 'status', label: t('status'), cell: (one) => <StatusOf table={one.table} status={one.status} /> },
          ]}
        />
      </Card>
      {begin.length > 0 && (
        <Card title={t('new')} id="new">
          {begin.flatMap(({ table, persons, hidden }) =>
            Object.entries(table.steps)
              .filter(([, step]) => step.from === undefined)
              .map(([name, step]) => (
                <StepForm
                  table={table}
                  name={name}
                  step={step}
                  action={PROCEEDINGS}
                  hidden={hidden}
                  now={now}
                  persons={persons}
                  refused={refused}
                />
              )),
          )}
        </Card>
      )}
    </div>
  );
};

export interface ProceedingPageProps {
  readonly now: Date;
  readonly proceeding: ShownProceeding;
  /** For whichever of the forms is sent. */
  readonly idempotencyKey: string;
  readonly refused?: RefusedStep | undefined;
}

/** One proceeding: what stands, and the steps that can follow; the decider judges again. */
export const ProceedingPage = ({ now, proceeding, idempotencyKey, refused }: ProceedingPageProps) => {
  const lang = useLang();
  const t = proceedingTexts(lang);
  const { table, facts, status, caseId } = proceeding;
  // That its time has run out is nothing to register: the machinery does.
  const next = Object.entries(table.steps).filter(([name, step]) => step.from?.includes(status) && name !== expiryOf(table));
  const title = table.title[lang];
  return (
    <div class="stack">
      <Breadcrumbs
        items={[
          { label: t('toCase'), href: `/workspace/cases/${caseId}` },
          { label: t('title'), href: `${PROCEEDINGS}?caseId=${caseId}` },
          { label: title },
        ]}
      />
      <PageHeading title={title} actions={<StatusOf table={table} status={status} />} />
      <Card>
        <DefinitionList
          items={[
            { label: t('person'), value: proceeding.person },
            ...Object.entries(table.facts).flatMap(([name, fact]) =>
              facts[name] === undefined ? [] : [{ label: fact.label[lang], value: shown(fact, facts[name], lang) }],
            ),
            ...(proceeding.note ? [{ label: t('note'), value: proceeding.note }] : []),
          ]}
        />
      </Card>
      <Card title={t('next')} id="next">
        {next.length === 0 && <p class="subtle">{t('nothing')}</p>}
        {next.map(([name, step]) => (
          <StepForm
            table={table}
            name={name}
            step={step}
            action={`${PROCEEDINGS}/${proceeding.proceedingId}`}
            hidden={{ idempotencyKey }}
            now={now}
            refused={refused}
          />
        ))}
      </Card>
    </div>
  );
};
