import { expect, test } from 'vitest';
import { PROJECT_NAME } from './projectName';
import { technicalUser, USER_NAME } from './userName';

test.each([
  ['web', 'ci-web'],
  ['a'.repeat(61), `ci-${'a'.repeat(61)}`],
  ['a'.repeat(63), `ci-${'a'.repeat(61)}`],
  ['0_-', 'ci-0_-'],
])('the technical user of the project %s has a name that the API accepts', (project, expected) => {
  expect(project).toMatch(PROJECT_NAME);
  expect(technicalUser(project)).toBe(expected);
  expect(technicalUser(project)).toMatch(USER_NAME);
});
