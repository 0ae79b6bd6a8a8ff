import { Controller, Get, Header, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import { COUNTY_PARTS } from '#config/county';
import { deadlines } from '#config/deadlines';
import { followUp } from '#config/follow-up';
import { interventionKind } from '#config/interventions';
import { For, Visitor, workspacePage, type AdmittedRequest } from '#src/access/index';
import { Actions, Card, DataTable, defineTexts, LinkButton, PageHeading, Stack, type Lang } from '#libs/ui';
import { quarterQuery } from './lead-times.api.js';
import { LeadTimes } from './read-lead-times.js';
import type { Told, ToldRow } from './suppress.js';

const texts = defineTexts({
  sv: {
    title: 'Uppföljning',
    never: 'Ärenden visas aldrig här',
    neverText:
      'Länssamordningen följer länet med siffror över många ärenden. Enskilda ärenden, personer och loggar går inte att öppna med detta uppdrag.',
    quarter: 'Kvartal {{name}}',
    leadTimes: 'Ledtider',
    leadTimesText: 'Antal avslutade frister, median i dagar, och andel inom tid.',
    interventions: 'Påbörjade insatser',
    late: 'Registrerat sent',
    lateText: 'Hände i ett tidigare kvartal, men registrerades först när det kvartalet var fastställt. Räknas bara här.',
    fixed:
      'Räknas efter när det hände. Ett kvartal fastställs när {{months}} månad har gått sedan det tog slut; därefter ändras siffrorna aldrig.',
    measure: 'Mått',
    county: 'Hela länet',
    hidden: 'döljs',
    cell: '{{count}} st, {{days}} d',
    share: '{{percent}} % i tid',
    small:
      'Det som rör färre än {{smallest}} ärenden döljs, och summan med det när den annars skulle röja det. Ett mått där allt skulle döljas står inte här.',
    none: 'Inget att visa för kvartalet: inget fanns, eller för få för att visas.',
    'part.ostra-norrbotten': 'Östra Norrbotten',
    'part.malmfalten': 'Malmfälten',
    'part.pitea-sodra': 'Piteå och södra länsdelen',
    'part.lulea-boden': 'Luleå och Boden',
  },
  en: {
    title: 'Follow-up',
    never: 'Cases are never shown here',
    neverText:
      'The county’s coordination follows the county by figures over many cases. Single cases, persons and logs can’t be opened with this duty.',
    quarter: 'Quarter {{name}}',
    leadTimes: 'Lead times',
    leadTimesText: 'Number of time limits that were met or ended, median in days, and share in time.',
    interventions: 'Interventions begun',
    late: 'Registered late',
    lateText: 'Happened in an earlier quarter, but was registered when that quarter had been fixed. Counted here only.',
    fixed:
      'Counted by when it happened. A quarter is fixed when {{months}} month has passed since its end; after that the figures never change.',
    measure: 'Measure',
    county: 'The whole county',
    hidden: 'hidden',
    cell: '{{count}}, {{days}} d',
    share: '{{percent}} % in time',
    small:
      'What is of fewer than {{smallest}} cases is hidden, and the sum with it where it would give it away. A measure of which all would be hidden does not stand here.',
    none: 'Nothing to show for the quarter: there was nothing, or too few to be shown.',
    'part.ostra-norrbotten': 'Eastern Norrbotten',
    'part.malmfalten': 'The ore fields',
    'part.pitea-sodra': 'Piteå and the south',
    'part.lulea-boden': 'Luleå and Boden',
  },
});

const measureName = (measure: string, lang: Lang): string =>
  deadlines.find(({ id }) => id === measure)?.title[lang] ?? interventionKind(measure)?.name[lang] ?? measure;

const cellText = ({ count, medianDays, inTimePercent }: Told, lang: Lang): string => {
  const t = texts(lang);
  if (count === null) return t('hidden');
  const cell = medianDays === null ? String(count) : t('cell', { count, days: medianDays });
  return inTimePercent === null ? cell : `${cell}, ${t('share', { percent: inTimePercent })}`;
};

const Figures = ({ title, rows, lang }: { title: string; rows: readonly ToldRow[]; lang: Lang }) => {
  const t = texts(lang);
  return (
    <DataTable
      caption={title}
      captionHidden
      rows={rows}
      columns={[
        { key: 'measure', label: t('measure'), cell: ({ measure }) => measureName(measure, lang) },
        ...COUNTY_PARTS.map((part, index) => ({
          key: part,
          label: t(`part.${part}`),
          cell: ({ parts: cells }: ToldRow) => cellText(cells[index]!, lang),
        })),
        { key: 'total', label: t('county'), cell: ({ total }) => total ?? t('hidden') },
      ]}
      empty={<p class="subtle">{t('none')}</p>}
    />
  );
};

/** The county coordinator's page: figures over many cases, and no way to any of them. */
@ApiExcludeController()
@Controller('workspace/county')
@For('county-coordinator')
export class LeadTimesScreens {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async page(
    @Visitor() visitor: AdmittedRequest['insatskedja'],
    @Query({ schema: quarterQuery }) { quarter: asked }: z.infer<typeof quarterQuery>,
  ): Promise<string> {
    const { lang, context } = visitor;
    const t = texts(lang);
    const figures = await this.queries.execute(new LeadTimes(context, asked));
    const { quarter, quarters, smallest, leadTimes, interventions, lateLeadTimes, lateInterventions } = figures;
    return workspacePage(
      visitor,
      { title: t('title'), path: '/workspace/county', active: '/workspace/county' },
      <Stack>
        <PageHeading title={t('title')} lead={t('quarter', { name: quarter })} />
        <Actions>
          {quarters
            .filter((name) => name !== quarter)
            .map((name) => (
              <LinkButton href={`/workspace/county?quarter=${name}`} variant="tertiary">
                {name}
              </LinkButton>
            ))}
        </Actions>
        <Card title={t('leadTimes')} id="lead-times">
          <p class="subtle">{t('leadTimesText')}</p>
          <Figures title={t('leadTimes')} rows={leadTimes} lang={lang} />
        </Card>
        <Card title={t('interventions')} id="interventions">
          <Figures title={t('interventions')} rows={interventions} lang={lang} />
        </Card>
        <Card title={t('late')} id="late">
          <p class="subtle">{t('lateText')}</p>
          <Figures title={t('late')} rows={[...lateLeadTimes, ...lateInterventions]} lang={lang} />
        </Card>
        <p class="subtle">{t('fixed', { months: followUp.openMonths })}</p>
        <p class="subtle">{t('small', { smallest })}</p>
        <Card title={t('never')}>
          <p>{t('neverText')}</p>
        </Card>
      </Stack>,
    );
  }
}
