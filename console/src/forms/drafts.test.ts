import { beforeEach, expect, test, vi } from 'vitest';
import { readDraft, removeDraft, saveDraft } from './drafts';

vi.mock('../route/location', () => ({ storageKey: (name: string) => `tokenry.${name}` }));

const items = new Map<string, string>();
beforeEach(() => {
  items.clear();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  });
});

test('a draft is read as it was saved, until it is removed', () => {
  saveDraft('jane.new', { name: 'nightly', scopes: ['a'], expiry: { on: true } });
  expect(readDraft('jane.new')).toEqual({ name: 'nightly', scopes: ['a'], expiry: { on: true } });
  expect(readDraft('joe.new')).toBeUndefined();
  removeDraft('jane.new');
  expect(readDraft('jane.new')).toBeUndefined();
});

test('a token value is never saved, wherever it is', () => {
  const token = `tk0c01.${'A'.repeat(24)}.${'B'.repeat(64)}`;
  saveDraft('jane.new', { name: token, description: `see ${token}.`, scopes: ['a', token] });
  expect([...items.values()].join()).not.toContain('B'.repeat(64));
  expect(readDraft('jane.new')).toEqual({ name: '', description: '', scopes: ['a', ''] });
});

test('an id token is never saved', () => {
  const idToken = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl';
  saveDraft('jane.trust', { conditions: { json: `[${idToken}]` } });
  expect([...items.values()].join()).not.toContain('eyJ');
});

test('a damaged draft is none', () => {
  items.set('tokenry.draft.jane.new', '{"name":');
  expect(readDraft('jane.new')).toBeUndefined();
});
