import type { Locator } from '@playwright/test';
import { expect, FULL, MANAGER, test, unique } from './support/test';

async function centerOf(element: Locator) {
  const box = await element.boundingBox();
  return { x: box!.x + box!.width / 2, y: box!.y + box!.height / 2 };
}

test.describe('nothing is hit by a shift or twice', () => {
  test('two clicks on one status change this token only, however fast', async ({ app, api, admin, page }) => {
    // High enough that notices cover no row.
    await page.setViewportSize({ width: 1280, height: 1100 });
    const run = unique('run');
    const clicked = [0, 80, 150, 400].map((pause) => ({ pause, name: `${run} ${pause} ms` }));
    await api.createAll(clicked.flatMap(({ name }) => [name, `${name}, next`]));
    await app.open(`tokens?name=${run}&sort=name&status=enabled`, admin);
    for (const { pause, name } of clicked) {
      const { x, y } = await centerOf(app.button(`Enabled. Disable ${name}`));
      await page.mouse.click(x, y);
      await page.waitForTimeout(pause);
      await page.mouse.click(x, y);
      await expect(page.getByText(new RegExp(`“${name}” was (en|dis)abled`))).toBeVisible();
    }
    const others = (await api.list(`name("${run}")`)).filter(({ name }) => name.endsWith('next'));
    expect(others.map(({ enabled }) => enabled)).toEqual([true, true, true, true]);
  });

  test('a notice moves nothing, and Undo takes the change back', async ({ app, api, admin, page }) => {
    const { id, name } = await api.create();
    await app.open(`tokens?name=${name}`, admin);
    const status = app.button(`Enabled. Disable ${name}`);
    const before = await centerOf(status);
    await status.click();
    await expect(page.getByText(`“${name}” was disabled.`)).toBeVisible();
    expect(await centerOf(app.button(`Disabled. Enable ${name}`))).toMatchObject({ y: before.y });
    await app.button('Undo').click();
    await expect(page.getByText(`“${name}” was enabled.`)).toBeVisible();
    expect(await api.get(id)).toMatchObject({ enabled: true });
  });

  test('a status is busy until the response arrives', FULL, async ({ app, api, admin, page }) => {
    const { name } = await api.create();
    await app.open(`tokens?name=${name}`, admin);
    let proceed: (() => void) | undefined;
    let patches = 0;
    await page.route(/\/v2\/apiTokens\//, async (route) => {
      patches++;
      await new Promise<void>((done) => (proceed = done));
      await route.continue();
    });
    const status = app.button(`Enabled. Disable ${name}`);
    await status.click();
    await expect(status).toHaveAttribute('aria-disabled', 'true');
    await status.click({ force: true });
    await status.press('Enter');
    proceed!();
    await expect(app.button(`Disabled. Enable ${name}`)).toBeVisible();
    expect(patches).toBe(1);
  });

  test('a row that moves under a resting pointer is not hit', FULL, async ({ app, api, admin, page }) => {
    await page.clock.install();
    const run = unique('run');
    await api.createAll([`${run} a`, `${run} b`]);
    await app.open(`tokens?name=${run}&sort=name`, admin);
    const [above, below] = ['a', 'b'].map((one) => app.button(`Enabled. Disable ${run} ${one}`));
    const { x, y } = await centerOf(below!);
    const height = y - (await centerOf(above!)).y;
    await page.mouse.move(x, y);
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.evaluate((px) => {
      const row = document.createElement('div');
      row.style.height = `${px}px`;
      document.querySelector('.view')!.prepend(row);
    }, height);
    expect(await centerOf(above!)).toEqual({ x, y });
    await page.mouse.click(x, y);
    await page.clock.resume();
    await below!.click();
    await expect(app.button(`Disabled. Enable ${run} b`)).toBeVisible();
    expect((await api.list(`name("${run} a")`))[0]).toMatchObject({ enabled: true });
  });

  test(
    'a token that could not be enabled again is disabled only after a question',
    FULL,
    async ({ app, api, page }) => {
      const owner = await api.user(unique('jane'), { scopes: MANAGER });
      const { token } = await api.create({ owner, scopes: MANAGER });
      await api.create({ name: 'mine', owner, scopes: ['metrics.read'] });
      const { id } = await api.create({ name: 'more than mine', owner, scopes: ['logs.read'] });
      await app.open('profile', token);
      await app.button('Enabled. Disable mine').click();
      await expect(app.button('Disabled. Enable mine')).toBeVisible();
      await app.button('Enabled. Disable more than mine').click();
      const dialog = app.dialog('Disable tokens?');
      await expect(dialog).toContainText('you don’t have permission to enable it again');
      await app.button('Cancel', dialog).click();
      expect(await api.get(id)).toMatchObject({ enabled: true });
      await expect(app.button('Enabled. Disable more than mine'), 'the focus is back').toBeFocused();
      await expect(page.getByText('“more than mine” was disabled.')).toHaveCount(0);
    },
  );

  test('a double click on Yes hits nothing under the dialog', FULL, async ({ app, api, admin, page }) => {
    const run = unique('run');
    await api.createAll(Array.from({ length: 9 }, (_, n) => `${run} ${n}`));
    await app.open(`tokens?name=${run}&sort=name`, admin);
    await app.box(`Select ${run} 0`).check();
    await app.button('Delete').click();
    const { x, y } = await centerOf(app.button('Yes', app.dialog('Confirm deletion')));
    await page.mouse.dblclick(x, y);
    await expect(page.getByText('Deleted: 1')).toBeVisible();
    await expect(page, 'no link was followed').toHaveURL(/tokens\?name=/);
    expect((await api.list(`name("${run}")`)).every(({ enabled }) => enabled)).toBe(true);
  });

  test('a double click on a bin does not dismiss its question', FULL, async ({ app, api, admin, page }) => {
    const owner = await api.user(unique('owner'));
    await api.create({ name: 'stays', owner });
    await app.open(`users/${owner}/tokens`, admin);
    const { x, y } = await centerOf(app.button('Delete stays'));
    await page.mouse.dblclick(x, y);
    await expect(app.button('Yes', app.dialog('Confirm deletion'))).toBeVisible();
    await app.button('No', app.dialog('Confirm deletion')).click();
    await expect(app.button('Delete stays'), 'the focus is back').toBeFocused();
  });
});

test.describe('the focus', () => {
  test('goes to the next row when that of a dialog is gone', async ({ app, api, admin }) => {
    const owner = await api.user(unique('owner'));
    await api.createAll(['one', 'two'], { owner });
    await app.open(`users/${owner}/tokens`, admin);
    await app.button('Delete two').click();
    await app.button('Yes', app.dialog('Confirm deletion')).click();
    await expect(app.names()).toHaveText(['one']);
    await expect(app.button('Delete one')).toBeFocused();
  });

  test(
    'goes to the heading when there is no next row, also of a view that is loading',
    FULL,
    async ({ app, api, admin, page }) => {
      const owner = await api.user(unique('owner'));
      await api.create({ name: 'only', owner });
      await app.open(`users/${owner}/tokens`, admin);
      await app.button('Delete only').click();
      await app.button('Yes', app.dialog('Confirm deletion')).click();
      await expect(page.getByText('No tokens yet.')).toBeVisible();
      await expect(page.getByRole('heading', { level: 1, name: owner })).toBeFocused();
      await page.getByRole('tab', { name: 'Details' }).click();
      await app.button('Delete').click();
      await app.button('Yes', app.dialog('Delete user?')).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Users' })).toBeFocused();
    },
  );

  test('goes to the heading when what opened a dialog is disabled', FULL, async ({ app, api, admin, page }) => {
    const owner = await api.user(unique('owner'));
    await api.createAll(['one', 'two'], { owner });
    await app.open(`users/${owner}/tokens`, admin);
    await app.box('Select one').check();
    await app.box('Select two').check();
    await app.button('Delete').click();
    await app.button('Yes', app.dialog('Confirm deletion')).click();
    await expect(page.getByText('No tokens yet.')).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  });

  test('goes back to the button that opened a dialog', FULL, async ({ app, admin }) => {
    await app.open('users', admin);
    await app.button('Create user').click();
    await app.button('Cancel', app.dialog('Create user')).click();
    await expect(app.button('Create user')).toBeFocused();
  });
});

test.describe('a name', () => {
  for (const [what, name] of [
    ['of 100 letters', 'W'.repeat(100)],
    ['from right to left', 'אבגדה 12 ו'],
  ] as const) {
    test(`${what} breaks no column and no question`, FULL, async ({ app, api, admin, page }) => {
      const owner = await api.user(unique('owner'), { lastName: name });
      const { id } = await api.create({ name, owner });
      await app.open(`tokens?owner=${owner}`, admin);
      await expect(app.button(/^Enabled\. Disable/)).toBeInViewport({ ratio: 1 });
      const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
      expect(await fits()).toBe(true);
      await app.goTo(`users/${owner}`);
      await expect(page.getByRole('heading', { level: 1, name: owner })).toBeVisible();
      expect(await fits()).toBe(true);
      await app.goTo(`tokens/${id}`);
      await app.button('Delete').click();
      const dialog = app.dialog('Confirm deletion');
      expect(await dialog.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
      await app.button('No', dialog).click();
      await expect(page).toHaveTitle(new RegExp(name.slice(0, 3)));
    });
  }
});
