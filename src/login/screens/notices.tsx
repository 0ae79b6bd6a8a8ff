import { Card, LinkButton, Page, PageHeading, ProblemPage, type Lang } from '#libs/ui';
import type { LoginRefusal } from '../login-problem.js';
import { loginTexts } from './texts.js';

/** Why the login did not succeed, and what to do about it. */
export const RefusedPage = ({ lang, reason, reference, demo }: { lang: Lang; reason: LoginRefusal; reference: string; demo: boolean }) => {
  const t = loginTexts(lang);
  return (
    <ProblemPage
      title={t('failed.title')}
      lang={lang}
      path="/login"
      demo={demo}
      detail={t(`refused.${reason}`)}
      reference={reference}
      actions={
        <LinkButton href="/login" variant="primary">
          {t('again')}
        </LinkButton>
      }
    />
  );
};

/** Shown for a moment while the browser leaves for another host (a Refresh header takes it there). */
export const LeavingPage = ({ lang, url }: { lang: Lang; url: string }) => {
  const t = loginTexts(lang);
  return (
    <Page title={t('leaving.title')} lang={lang} path="/login">
      <PageHeading title={t('leaving.title')} lead={t('leaving.lead')} />
      <Card>
        <LinkButton href={url} variant="primary">
          {t('leaving.link')}
        </LinkButton>
      </Card>
    </Page>
  );
};
