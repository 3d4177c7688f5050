import { expect, test } from './support/test';

test('ten thousand tokens are listed page by page and never loaded at once', async ({ app, admin, page }) => {
  const queries: URLSearchParams[] = [];
  await page.route(/\/v2\/apiTokens\?/, (route) => {
    const query = new URL(route.request().url()).searchParams;
    queries.push(query);
    const [at, size] = [Number(query.get('page') ?? 1), Number(query.get('pageSize'))];
    const apiTokens = Array.from({ length: Math.min(size, 10_000 - (at - 1) * size) }, (_, n) => {
      const number = String((at - 1) * size + n + 1).padStart(5, '0');
      return {
        id: `tk0c01.${'A'.repeat(19)}${number.replaceAll(/\d/g, (digit) => 'BCDEFGHIJK'[Number(digit)]!)}`,
        name: `token ${number}`,
        enabled: true,
        owner: 'ci',
        creationDate: '2026-01-01T00:00:00.000Z',
      };
    });
    return route.fulfill({ json: { totalCount: 10_000, pageSize: size, nextPageKey: null, apiTokens } });
  });
  await app.open('tokens', admin);
  await expect(app.range).toHaveText('1 - 20/10000+');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('(10,000+)');
  await app.button('Last page').click();
  await expect(app.range).toHaveText('9981 - 10000/10000+');
  await expect(app.names().last()).toHaveText('token 10000');
  await expect(app.button('Next page')).toBeDisabled();
  await app.pick(app.button(/Items Per Page/), '100');
  await expect(app.range).toHaveText('1 - 100/10000+');
  await app.goTo('tokens?page=57');
  await expect(app.names().first()).toHaveText('token 01121');
  await app.goTo('tokens?size=100&page=500');
  await expect(app.range, 'a page after the last one shows the last one').toHaveText('9901 - 10000/10000+');
  await expect(app.names()).toHaveCount(100);

  const tables = queries.filter((query) => query.has('page') && query.get('pageSize') !== '1');
  expect(Math.max(...tables.map((query) => Number(query.get('pageSize'))))).toBe(100);
  for (const query of tables)
    expect(Number(query.get('page')) * Number(query.get('pageSize'))).toBeLessThanOrEqual(10_000);
  expect(queries.length, 'one request for each displayed page').toBeLessThanOrEqual(8);
});
