import i18next from 'i18next';
import { commonTexts } from './texts/common.js';
import type { CommonKey } from './texts/common.js';

export const LANGS = ['sv', 'en'] as const;
export type Lang = (typeof LANGS)[number];
export type Vars = Readonly<Record<string, string | number>>;

/** `meetings_one` and `meetings_other` are asked for as `meetings` with `{ count }`. */
type Asked<K> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base | K : K;
export type Translate<K extends string = never> = (key: Asked<K> | Asked<CommonKey>, vars?: Vars) => string;

const engine = i18next.createInstance();
void engine.init({
  lng: 'sv',
  fallbackLng: 'sv',
  initAsync: false,
  ns: ['common'],
  defaultNS: 'common',
  resources: { sv: { common: commonTexts.sv }, en: { common: commonTexts.en } },
  // Keys are flat: 'referral.new' is one key. Preact escapes what is written, so i18next must not do it a second time.
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false, skipOnVariables: true },
});

let defined = 0;
/**
 * Registers a feature's own texts; English must have exactly the keys of Swedish or it does not compile.
 * Returns `texts(lang)`, which finds the feature's keys first and the common ones after:
 *
 *     const texts = defineTexts({ sv: { title: 'Ärenden' }, en: { title: 'Cases' } });
 *     const t = texts(lang); t('title'); t('button.save');
 */
export function defineTexts<const S extends Readonly<Record<string, string>>>(dictionary: {
  readonly sv: S;
  readonly en: { readonly [K in keyof NoInfer<S>]: string };
}): (lang: Lang) => Translate<Extract<keyof S, string>> {
  const namespace = `texts-${(defined += 1)}`;
  engine.addResourceBundle('sv', namespace, dictionary.sv);
  engine.addResourceBundle('en', namespace, dictionary.en);
  return (lang) => bind(lang, [namespace, 'common']);
}

function bind<K extends string>(lang: Lang, namespaces: readonly string[]): Translate<K> {
  const fixed = engine.getFixedT(lang, [...namespaces]);
  return (key, vars) => fixed(key, { ...vars });
}

/** The common texts: states, classes of field, duties, kinds of agency, buttons. */
export const translator = (lang: Lang): Translate => bind(lang, ['common']);

/** The language asked for: `?lang=`, then the cookie, then the browser's wish, then Swedish. */
export function pickLang(asked?: string, cookie?: string, acceptLanguage?: string): Lang {
  const known = (value: string | undefined): value is Lang => LANGS.some((lang) => lang === value);
  if (known(asked)) return asked;
  if (known(cookie)) return cookie;
  const wish = acceptLanguage?.split(',')[0]?.trim().slice(0, 2).toLowerCase();
  return known(wish) ? wish : 'sv';
}
