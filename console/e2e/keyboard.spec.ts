import { expect, test, unique } from './support/test';

test('sign-in, creating, copying and deleting a token work with the keyboard only', async ({ app, api, page }) => {
  const project = unique('web');
  const { token } = await api.create({ project, scopes: ['apiTokens.read', 'apiTokens.write', 'snapshots.upload'] });
  const keys = page.keyboard;
  /** Presses Tab until the element has the focus. */
  const tabTo = async (what: ReturnType<typeof app.button>) => {
    for (let step = 0; step < 60; step++) {
      if (
        await what.evaluate((element) => element === document.activeElement || element.contains(document.activeElement))
      )
        return;
      await keys.press('Tab');
    }
    throw new Error('The element was not reached with Tab.');
  };

  await page.goto(`projects/${project}`);
  await expect(app.field('Token'), 'the first field has the focus').toBeFocused();
  await keys.insertText(token);
  await keys.press('Enter');

  await expect(app.field('Name')).toBeVisible();
  await tabTo(app.field('Name'));
  await keys.type('nightly');
  await keys.press('Tab');
  await expect(app.field('Expiration Date')).toBeFocused();
  await keys.type('2030-06-01');
  await keys.press('Enter');

  await expect(app.once).toBeVisible();
  await expect
    .poll(() => app.once.evaluate((dialog) => dialog.contains(document.activeElement)), 'the focus is in the dialog')
    .toBe(true);
  await tabTo(app.shownToken);
  expect(
    await app.shownToken.evaluate((field: HTMLTextAreaElement) => field.selectionEnd - field.selectionStart),
    'the complete token is selected',
  ).toBe(96);
  await tabTo(app.button('Copy to clipboard', app.once));
  await keys.press('Enter');
  await expect(app.once.getByText('Copied')).toBeVisible();
  for (let step = 0; step < 12; step++) {
    await keys.press('Tab');
    expect(
      await app.once.evaluate((dialog) => dialog.contains(document.activeElement)),
      'Tab stays in the dialog',
    ).toBe(true);
  }
  await keys.press('Escape');
  await expect(app.once).toBeHidden();
  await expect(app.row('nightly')).toBeVisible();
  expect(await page.evaluate(() => document.activeElement !== document.body), 'an element has the focus').toBe(true);

  // Arrow keys move between the cells of the table.
  await tabTo(page.getByRole('grid'));
  for (
    let step = 0;
    step < 12 && !(await app.button('Delete nightly').evaluate((bin) => bin === document.activeElement));
    step++
  ) {
    await keys.press(step < 1 ? 'ArrowDown' : 'ArrowRight');
  }
  await expect(app.button('Delete nightly')).toBeFocused();
  await keys.press('Enter');
  await tabTo(app.button('Yes', app.dialog('Confirm deletion')));
  await keys.press('Enter');
  await expect(app.row('nightly')).toBeHidden();
});
