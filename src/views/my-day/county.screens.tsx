import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { For, Visitor, workspacePage, type AdmittedRequest } from '#src/access/index';
import { Card, defineTexts, PageHeading, Stack } from '#libs/ui';

const texts = defineTexts({
  sv: {
    title: 'Uppföljning',
    never: 'Ärenden visas aldrig här',
    neverText:
      'Länssamordningen följer länet med siffror över många ärenden. Enskilda ärenden, personer och loggar går inte att öppna med detta uppdrag.',
    later: 'Siffrorna kommer i en senare version',
    laterText: 'Då visas basnivå per aktör, ledtider och insatser per länsdel, och små tal döljs så att ingen kan kännas igen.',
  },
  en: {
    title: 'Follow-up',
    never: 'Cases are never shown here',
    neverText:
      'The county’s coordination follows the county by figures over many cases. Single cases, persons and logs can’t be opened with this duty.',
    later: 'The figures come in a later version',
    laterText:
      'They will show the baseline of each agency, lead times and interventions by part of the county; small numbers are hidden, so that nobody can be recognised.',
  },
});

/** The county coordinator's page: it reads nothing. */
@ApiExcludeController()
@Controller('workspace/county')
@For('county-coordinator')
export class CountyScreens {
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  page(@Visitor() visitor: AdmittedRequest['insatskedja']): string {
    const t = texts(visitor.lang);
    return workspacePage(
      visitor,
      { title: t('title'), path: '/workspace/county', active: '/workspace/county' },
      <Stack>
        <PageHeading title={t('title')} />
        <Card title={t('never')}>
          <p>{t('neverText')}</p>
        </Card>
        <Card title={t('later')}>
          <p>{t('laterText')}</p>
        </Card>
      </Stack>,
    );
  }
}
