import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { translator } from '../i18n.js';
import type { Lang, Translate } from '../i18n.js';

/** The page's language, so that components need not be handed it one by one. */
export const LangContext = createContext<Lang>('sv');
export const useLang = (): Lang => useContext(LangContext);
export const useT = (): Translate => translator(useLang());
