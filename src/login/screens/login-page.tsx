import { ActionForm, Alert, Button, Card, LoginCards, Page, PageHeading, type Lang } from '#libs/ui';
import type { DemoPerson } from '../demo/demo-staff.js';
import { loginTexts } from './texts.js';

export interface LoginPageProps {
  lang: Lang;
  path: string;
  returnTo: string;
  /** The person came from a page that needs a login. */
  sentHere: boolean;
  configured: boolean;
  /** The demo's cards; undefined where there is no demo. */
  people?: readonly DemoPerson[] | undefined;
}

/** Where everybody logs in: one button to the organisation's login service, or the demo's cards. */
export const LoginPage = ({ lang, path, returnTo, sentHere, configured, people }: LoginPageProps) => {
  const t = loginTexts(lang);
  return (
    <Page title={t('title')} lang={lang} path={path} demo={people !== undefined}>
      <PageHeading title={t('title')} lead={people ? t('cards') : t('lead')} />
      {sentHere && <Alert tone="info">{t('ended')}</Alert>}
      {!configured && <Alert tone="danger">{t('refused.not-configured')}</Alert>}
      {people && <LoginCards people={people.map(toCard)} action="/login/start" field="person" hidden={{ returnTo }} />}
      {configured && !people && (
        <Card>
          <ActionForm action="/login/start" hidden={{ returnTo }}>
            <Button>{t('button')}</Button>
          </ActionForm>
        </Card>
      )}
    </Page>
  );
};

const toCard = (person: DemoPerson) => ({
  value: person.subject,
  name: person.name,
  duty: person.duty,
  agency: person.agencyName,
  ...(person.about ? { about: person.about } : {}),
});
