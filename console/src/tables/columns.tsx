import type { ReactNode } from 'react';
import type { ListedToken } from '../api/client';
import type { Key } from '../i18n/en';

/** Column of a table of tokens. */
export interface Column {
  id: string;
  header: Key;
  cell(token: ListedToken): ReactNode;
  /** Text of a cell, for the text filter. */
  text?(token: ListedToken): string;
  /** Sort field of the API. Absent if the column is not sortable. */
  sort?: string;
  /** Minimum width in pixels, below which the text would wrap. */
  minWidth?: number;
  /** Whether the column is hidden on a phone. The view of the token contains the same value. */
  hiddenOnPhone?: boolean;
  /** Whether the order of the column is the reverse of that of the API field. */
  reversed?: boolean;
}

/** Returns the API's `sort` parameter for the column in the URL, or undefined for the default order. */
export function apiSort(columns: Column[], sort: string): string | undefined {
  const down = sort.startsWith('-');
  const column = columns.find(({ id }) => id === sort.replace('-', ''));
  return column?.sort && (down === (column.reversed ?? false) ? '+' : '-') + column.sort;
}
