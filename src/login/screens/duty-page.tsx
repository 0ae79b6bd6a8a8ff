import { ActionForm, Alert, Button, Card, CardGrid, Page, PageHeading, Tag, type Lang } from '#libs/ui';
import type { Duty } from '#libs/shared-kernel';
import { loginTexts } from './texts.js';

export interface DutyPageProps {
  lang: Lang;
  path: string;
  returnTo: string;
  name: string;
  agency: string;
  duties: readonly Duty[];
  current: Duty | null;
  refused: boolean;
  demo: boolean;
}

/** A session has exactly one duty: who holds several says which one they are working in. */
export const DutyPage = ({ lang, path, returnTo, name, agency, duties, current, refused, demo }: DutyPageProps) => {
  const t = loginTexts(lang);
  return (
    <Page title={t('duty.title')} lang={lang} path={path} demo={demo} user={current ? { name, agency, duty: current } : undefined}>
      <PageHeading title={t('duty.title')} lead={t('duty.lead')} />
      {refused && <Alert tone="warning">{t('duty.refused')}</Alert>}
      <CardGrid>
        {duties.map((duty) => (
          <Card title={t(`duty.${duty}`)} actions={duty === current && <Tag tone="accent">{t('duty.current')}</Tag>}>
            <p>{agency}</p>
            <ActionForm action="/login/duty" hidden={{ duty, returnTo }}>
              <Button variant={duty === current ? 'secondary' : 'primary'}>{t('duty.choose', { duty: t(`duty.${duty}`) })}</Button>
            </ActionForm>
          </Card>
        ))}
      </CardGrid>
    </Page>
  );
};
