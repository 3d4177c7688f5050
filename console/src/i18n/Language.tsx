import { I18nProvider, type I18nProviderProps } from '@cloudscape-design/components/i18n';
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Zone } from '../time/grammar';
import type { Key } from './en';
import { ownMessages } from './cloudscape';
import { loadCatalogue, preferred, translate, type Catalogue, type Language, type Values } from './translate';

export interface Text {
  language: Language;
  setLanguage(language: Language): void;
  zone: Zone;
  setZone(zone: Zone): void;
  t(key: Key, values?: Values): string;
  /** Formats a time with its time zone. */
  time(instant: string | Date): string;
  /** Formats a time with its seconds and time zone, for events, of which a minute has several. */
  exactTime(instant: string | Date): string;
  /** Formats a time in two parts: the day, and the time of day with the time zone. */
  halves(instant: string | Date): [string, string];
  /** Formats a time in two parts as {@link halves}, with its seconds. */
  exactHalves(instant: string | Date): [string, string];
  /** Formats a day of the API, which is one in UTC whatever the time zone. */
  utcDay(instant: string | undefined): string | undefined;
  /** Formats a day without the year. */
  day(instant: Date): string;
  /** Formats a number. */
  number(count: number): string;
}

const TextContext = createContext<Text | undefined>(undefined);

export function useText(): Text {
  const text = use(TextContext);
  if (!text) throw new Error('useText is only available within LanguageProvider');
  return text;
}

const CHOSEN = 'tokenry.language';

/** The shortest unambiguous format, because a table has three columns with dates. */
const DATE: Record<Language, Intl.DateTimeFormatOptions> = {
  en: { year: 'numeric', month: 'short', day: 'numeric' },
  nl: { year: 'numeric', month: 'short', day: 'numeric' },
  ru: { year: 'numeric', month: '2-digit', day: '2-digit' },
};

interface Loaded {
  language: Language;
  catalogue: Catalogue;
  messages: I18nProviderProps.Messages[];
}

async function load(language: Language): Promise<Loaded> {
  const [catalogue, messages] = await Promise.all([loadCatalogue(language), messagesOf(language)]);
  return { language, catalogue, messages: [messages] };
}

/** Provides the language and the time zone of the console. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [chosen, setChosen] = useState(() => preferred([localStorage.getItem(CHOSEN) ?? '', ...navigator.languages]));
  const [zone, setZone] = useState<Zone>('local');
  const [loaded, setLoaded] = useState<Loaded>();

  useEffect(() => {
    let current = true;
    void load(chosen).then((texts) => {
      if (!current) return;
      document.documentElement.lang = texts.language;
      setLoaded(texts);
    });
    return () => {
      current = false;
    };
  }, [chosen]);

  const text = useMemo<Text | undefined>(() => {
    if (!loaded) return undefined;
    const { language, catalogue } = loaded;
    const locale = language === 'en' ? englishOf(navigator.languages) : language;
    const timeZone = zone === 'UTC' ? 'UTC' : undefined;
    const days = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone });
    const dates = new Intl.DateTimeFormat(locale, { ...DATE[language], timeZone });
    const utcDates = new Intl.DateTimeFormat(locale, { ...DATE[language], timeZone: 'UTC' });
    const ofDay: Intl.DateTimeFormatOptions = {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
      timeZone,
    };
    const clock = new Intl.DateTimeFormat(locale, ofDay);
    const exactClock = new Intl.DateTimeFormat(locale, { ...ofDay, second: '2-digit' });
    const halvesWith =
      (format: Intl.DateTimeFormat) =>
      (instant: string | Date): [string, string] => {
        const date = new Date(instant);
        return [dates.format(date), format.format(date)];
      };
    const halves = halvesWith(clock);
    const exactHalves = halvesWith(exactClock);
    const numbers = new Intl.NumberFormat(language);
    return {
      language,
      setLanguage: (wanted) => {
        localStorage.setItem(CHOSEN, wanted);
        setChosen(wanted);
      },
      zone,
      setZone,
      t: (key, values) => translate(catalogue, key, values),
      time: (instant) => halves(instant).join(', '),
      exactTime: (instant) => exactHalves(instant).join(', '),
      halves,
      exactHalves,
      utcDay: (instant) => instant && utcDates.format(new Date(instant)),
      day: (instant) => days.format(instant),
      number: (count) => numbers.format(count),
    };
  }, [loaded, zone]);

  if (!loaded || !text) return null;
  return (
    <TextContext value={text}>
      <I18nProvider locale={loaded.language} messages={loaded.messages}>
        {children}
      </I18nProvider>
    </TextContext>
  );
}

function englishOf(wanted: readonly string[]): string {
  return wanted.find((tag) => tag.startsWith('en-')) ?? 'en-GB';
}

/** Cloudscape provides its texts in English, but not in Dutch and Russian. */
async function messagesOf(language: Language): Promise<I18nProviderProps.Messages> {
  if (language !== 'en') return ownMessages(language);
  const { default: messages } = await import('@cloudscape-design/components/i18n/messages/all.en');
  return messages;
}
