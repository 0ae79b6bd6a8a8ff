import type { ComponentChildren } from 'preact';
import {
  Alert,
  Card,
  DataTable,
  DefinitionList,
  Details,
  EmptyState,
  formatDate,
  PageHeading,
  Stack,
  Tag,
  useLang,
  useT,
  type Column,
  type Lang,
  type Tone,
} from '#libs/ui';
import { ruleOf } from '../../legal-rules/index.js';
import type { Limits } from '../protection-text.js';
import { limitItems } from '../screens/limit-items.js';
import type { SeenClass, SightState, SightWay } from './seen-classes.js';
import { whoSeesTexts } from './who-sees-texts.js';

export interface WhoSeesPageProps {
  readonly classes: readonly SeenClass[];
  /** What binds at the recipient, decision by decision. */
  readonly limits: readonly (Limits & Pick<SightWay, 'grantId'> & { readonly unread?: true })[];
  readonly functions: ReadonlyMap<string, string>;
  readonly agencies: ReadonlyMap<string, string>;
}

const TONES: Readonly<Record<SightState, Tone>> = {
  live: 'success',
  kept: 'success',
  'to-come': 'info',
  withdrawn: 'warning',
  ended: 'neutral',
};

const untilWhen = ({ kind, until, endedAt, state }: SightWay, lang: Lang): string => {
  const t = whoSeesTexts(lang);
  if (endedAt) return t(kind === 'copy' ? 'until.withdrawn' : 'until.ended', { date: formatDate(endedAt, lang) });
  if (state === 'kept') return t('until.kept');
  return until ? formatDate(until, lang) : t(kind === 'referral' ? 'until.referral' : 'until.open');
};

const Each = ({ ways, children }: { ways: readonly SightWay[]; children: (way: SightWay) => ComponentChildren }) => (
  <>
    {ways.map((way) => (
      <div>{children(way)}</div>
    ))}
  </>
);

/** Of several decisions about the same class those that hold are told; one that has ended is told only where none holds. */
const telling = ({ ways }: SeenClass): readonly SightWay[] => {
  const holding = ways.filter(({ state }) => state !== 'ended');
  return holding.length > 0 ? holding : ways.slice(0, 1);
};

const groundIn = ({ ground, ruleVersion }: SightWay, lang: Lang): string => {
  const rule = ruleOf(ground, ruleVersion);
  return rule ? `${rule.title[lang]} (${rule.source})` : ground;
};

/** How the data are protected at the recipient, and whether a party may see them there: once for each recipient and ground, not on every row. */
const AtRecipients = ({ rows, limits, functions }: { rows: readonly SeenClass[] } & Pick<WhoSeesPageProps, 'limits' | 'functions'>) => {
  const lang = useLang();
  const each = new Map<string, { readonly label: string; readonly value: ComponentChildren }>();
  for (const row of rows)
    for (const way of telling(row)) {
      const found = limits.find(({ grantId }) => grantId === way.grantId);
      const items = found ? limitItems({ ...found, purpose: null, reservation: null }, lang) : [];
      if (items.length === 0) continue;
      const label = `${functions.get(row.recipientFunction) ?? row.recipientFunction}: ${groundIn(way, lang)}`;
      each.set([row.recipientFunction, way.ground, way.ruleVersion].join(' '), { label, value: <DefinitionList items={items} /> });
    }
  return each.size === 0 ? null : <DefinitionList items={[...each.values()]} />;
};

/** "Vem ser vad": one row for each function and class of field, from the reader's own two sides. */
export const WhoSeesPage = ({ classes, limits, functions, agencies }: WhoSeesPageProps) => {
  const lang = useLang();
  const t = whoSeesTexts(lang);
  const common = useT();
  const who: Column<SeenClass> = {
    key: 'who',
    label: t('who'),
    heading: true,
    cell: ({ recipientFunction }) => functions.get(recipientFunction) ?? recipientFunction,
  };
  const whose: Column<SeenClass> = { key: 'whose', label: t('whose'), cell: ({ ownerAgency }) => agencies.get(ownerAgency) ?? ownerAgency };
  const rest: Column<SeenClass>[] = [
    { key: 'what', label: t('what'), cell: ({ class: cls }) => common(`class.${cls}`) },
    {
      key: 'state',
      label: t('sees'),
      cell: (row) => <Each ways={telling(row)}>{({ state }) => <Tag tone={TONES[state]}>{t(`state.${state}`)}</Tag>}</Each>,
    },
    {
      key: 'how',
      label: t('how'),
      cell: (row) => (
        <Each ways={telling(row)}>
          {({ kind, files }) =>
            [t(`kind.${kind}`), files > 0 && t(files === 1 ? 'file' : 'files', { n: files })].filter(Boolean).join(', ')
          }
        </Each>
      ),
    },
    {
      key: 'ground',
      label: t('ground'),
      cell: (row) => <Each ways={telling(row)}>{(way) => groundIn(way, lang)}</Each>,
    },
    { key: 'since', label: t('since'), cell: (row) => <Each ways={telling(row)}>{({ from }) => formatDate(from, lang)}</Each> },
    { key: 'until', label: t('until'), cell: (row) => <Each ways={telling(row)}>{(way) => untilWhen(way, lang)}</Each> },
  ];
  const side = (direction: SeenClass['direction']) => classes.filter((row) => row.direction === direction);
  return (
    <Stack>
      <PageHeading title={t('title')} lead={t('lead')} />
      {limits.some(({ unread }) => unread) && <Alert tone="info">{t('unread')}</Alert>}
      <Card title={t('discloses')}>
        <DataTable
          caption={t('discloses')}
          captionHidden
          columns={[who, ...rest]}
          rows={side('discloses')}
          empty={<EmptyState title={t('discloses.none')} />}
        />
        <AtRecipients rows={side('discloses')} limits={limits} functions={functions} />
      </Card>
      <Card title={t('receives')}>
        <DataTable
          caption={t('receives')}
          captionHidden
          columns={[{ ...whose, heading: true }, { ...who, heading: false }, ...rest]}
          rows={side('receives')}
          empty={<EmptyState title={t('receives.none')} />}
        />
        <AtRecipients rows={side('receives')} limits={limits} functions={functions} />
      </Card>
      <Card>
        <Details summary={t('nothing-else')}>
          <ul>
            {(['others', 'own', 'track', 'copies', 'field'] as const).map((why) => (
              <li>{t(`nothing-else.${why}`)}</li>
            ))}
          </ul>
        </Details>
      </Card>
    </Stack>
  );
};
