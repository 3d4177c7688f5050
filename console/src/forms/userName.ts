const MAX_LENGTH = 64;

/** The syntax of the name of a user or of another owner. */
export const USER_NAME = /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}$/;

/** Returns the technical user that is proposed for the tokens of a project. */
export function technicalUser(project: string): string {
  return `ci-${project}`.slice(0, MAX_LENGTH);
}
