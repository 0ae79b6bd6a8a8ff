import { Fragment } from 'preact';
import type { ComponentChildren } from 'preact';
import type { Duty } from '#libs/shared-kernel';
import { assetUrl, styleSheets } from '../assets.js';
import { LANGS, translator } from '../i18n.js';
import type { Lang, Translate } from '../i18n.js';
import { Alert } from './basics.js';
import type { AlertTone } from './basics.js';
import { LangContext } from './lang.js';

export interface NavItem {
  readonly href: string;
  readonly label: string;
  /** How many things wait there; nought shows nothing. */
  readonly badge?: number | undefined;
}
export interface PageUser {
  readonly name: string;
  readonly duty: Duty;
  readonly agency: string;
  /** Other duties that the same person may change to: a session has exactly one. */
  readonly links?: readonly { href: string; label: string }[];
}
export interface FlashMessage {
  readonly tone: AlertTone;
  readonly text: string;
}
export interface PageProps {
  title: string;
  lang: Lang;
  /** Where we are, with its query: what the language links lead back to. */
  path: string;
  user?: PageUser | undefined;
  nav?: readonly NavItem[];
  /** The href of the active item of the navigation. */
  active?: string | undefined;
  flash?: readonly FlashMessage[];
  demo?: boolean;
  /** An event stream that tells when this page has news. */
  live?: string | undefined;
  logout?: string;
  children?: ComponentChildren;
}

const LANG_NAMES: Record<Lang, string> = { sv: 'Svenska', en: 'English' };
/** The path within our own site, whatever it looks like: `//elsewhere.example/` would otherwise lead away. */
const local = (path: string, lang?: Lang): string => {
  const url = new URL(`http://page.invalid/${path.replace(/^[/\\]+/, '')}`);
  if (lang) url.searchParams.set('lang', lang);
  return `${url.pathname.replace(/^\/+/, '/')}${url.search}`;
};

const LanguageSwitch = ({ lang, path, t }: { lang: Lang; path: string; t: Translate }) => (
  <nav class="languages" aria-label={t('layout.language')}>
    {LANGS.map((other) => (
      <a href={local(path, other)} lang={other} hreflang={other} aria-current={other === lang ? 'true' : undefined}>
        {LANG_NAMES[other]}
      </a>
    ))}
  </nav>
);

const UserBox = ({ user, logout, t }: { user: PageUser; logout: string; t: Translate }) => (
  <div class="user" role="group" aria-label={t('layout.user')}>
    <div class="user-text">
      <strong>{user.name}</strong>
      <span>
        {t(`duty.${user.duty}`)}, {user.agency}
      </span>
      {user.links && user.links.length > 0 && (
        <div class="user-links">
          {user.links.map((link) => (
            <a href={link.href}>{link.label}</a>
          ))}
        </div>
      )}
    </div>
    <form method="post" action={logout}>
      <button class="ds-button" data-variant="secondary" type="submit">
        {t('layout.logout')}
      </button>
    </form>
  </div>
);

const Navigation = ({ nav, active, t }: { nav: readonly NavItem[]; active: string | undefined; t: Translate }) => (
  <nav class="main-nav" aria-label={t('layout.nav')}>
    <ul>
      {nav.map((item) => (
        <li>
          <a href={item.href} aria-current={item.href === active ? 'page' : undefined}>
            {item.label}
            {item.badge ? <span class="nav-badge">{item.badge}</span> : null}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

const Head = ({ title, product }: { title: string; product: string }) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="robots" content="noindex, nofollow" />
    <title>{title === product ? product : `${title} – ${product}`}</title>
    <link rel="icon" href={assetUrl('icon.svg')} type="image/svg+xml" />
    {styleSheets().map((href) => (
      <link rel="stylesheet" href={href} />
    ))}
    <script src={assetUrl('app.js')} defer />
  </head>
);

/** The frame of every page. Works without script; everything it links comes from our own origin. */
export const Page = (props: PageProps) => {
  const { title, lang, path, user, nav = [], active, flash = [], demo, live, logout = '/logout', children } = props;
  const t = translator(lang);
  return (
    <LangContext.Provider value={lang}>
      <html lang={lang} dir="ltr" data-color-scheme="auto" data-size="sm">
        <Head title={title} product={t('product')} />
        <body>
          <a class="ds-skip-link" href="#main">
            {t('layout.skip')}
          </a>
          <header class="header">
            {demo && <p class="demo-bar">{t('layout.demo')}</p>}
            <div class="header-row">
              <a class="brand" href="/">
                <img src={assetUrl('icon.svg')} alt="" width="32" height="32" />
                {t('product')}
              </a>
              <div class="header-end">
                <LanguageSwitch lang={lang} path={path} t={t} />
                {user && <UserBox user={user} logout={logout} t={t} />}
              </div>
            </div>
            {nav.length > 0 && <Navigation nav={nav} active={active} t={t} />}
          </header>
          <main id="main" class="main" tabIndex={-1}>
            {live && (
              <div class="ds-alert alert live-notice" data-color="info" role="status" data-live={live} hidden>
                <strong>{t('layout.news')}</strong> <a href={local(path)}>{t('layout.refresh')}</a>
                <button class="ds-button" type="button" data-variant="tertiary" data-put-away>
                  {t('layout.later')}
                </button>
              </div>
            )}
            {flash.length > 0 && (
              <div class="stack flash" role="region" aria-label={t('layout.messages')}>
                {flash.map((message) => (
                  <Alert tone={message.tone} live>
                    {message.text}
                  </Alert>
                ))}
              </div>
            )}
            <Fragment>{children}</Fragment>
          </main>
          <footer class="footer">
            <p>{t('layout.footer')}</p>
          </footer>
        </body>
      </html>
    </LangContext.Provider>
  );
};
