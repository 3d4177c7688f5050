import type { ReactNode } from 'react';
import type { ListedToken } from '../api/client';
import type { Key } from '../i18n/en';

/** A column of a table of tokens. */
export interface Column {
  id: string;
  header: Key;
  cell(token: ListedToken): ReactNode;
  /** What its cells say, where a text is looked for in them. */
  text?(token: ListedToken): string;
  /** What the API sorts by for it; absent when the column cannot be sorted. */
  sort?: string;
  /** How many pixels it needs at least, so as not to be broken apart. */
  minWidth?: number;
  /** Whether it is left out on a phone, where the token itself tells the same. */
  roomy?: boolean;
  /** Whether upwards in the column is downwards for the API. */
  turned?: boolean;
}

/** The API's `sort` for the column that the address names; undefined leaves the API's own order. */
export function apiSort(columns: Column[], sort: string): string | undefined {
  const down = sort.startsWith('-');
  const column = columns.find(({ id }) => id === sort.replace('-', ''));
  return column?.sort && (down === (column.turned ?? false) ? '+' : '-') + column.sort;
}

export function isPast(instant: string): boolean {
  return Date.parse(instant) <= Date.now();
}

export function isExpired({ expirationDate }: ListedToken): boolean {
  return expirationDate !== undefined && isPast(expirationDate);
}
