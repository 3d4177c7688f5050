import type views from './en.views';

/** The texts that the sign-in page and the overview need. Other languages have the same keys and `{placeholders}`. */
const en = {
  again: 'Try again',
  cancel: 'Cancel',
  close: 'Close',
  dismiss: 'Dismiss',
  loading: 'Loading',
  no: 'No',
  refresh: 'Refresh',
  required: 'This field is required.',
  yes: 'Yes',

  'top.title': 'Tokenry',
  'top.settings': 'Language and time zone',
  'top.language': 'Language',
  'top.zone': 'Time zone',
  'top.utc': 'UTC',
  'top.signedInAs': 'Signed in as {owner}',
  'top.withToken': 'Signed in as {owner} with token “{name}”, expires {time}',
  'top.withTokenForever': 'Signed in as {owner} with token “{name}”, never expires',
  'top.expires': 'Expires {time}',
  'top.neverExpires': 'Never expires',
  'top.signOut': 'Sign out',
  'top.signOutEverywhere': 'Sign out everywhere',
  'top.sessionsLeft': 'Some of your sessions may not have ended. You are still signed in.',

  'nav.overview': 'Overview',
  'nav.tokens': 'API tokens',
  'nav.projects': 'Projects',
  'nav.users': 'Users',
  'nav.scopes': 'Scopes',
  'nav.templates': 'Scope templates',
  'nav.configuration': 'Configuration',
  'nav.profile': 'User profile',
  'nav.profileTokens': 'Your API tokens',

  'notFound.title': 'Page not found',
  'notFound.home': 'Go to overview',

  'signIn.title': 'Sign in',
  'signIn.about': 'Manage API access tokens.',
  'signIn.with': 'Sign in with {label}',
  'signIn.useToken': 'Use a token',
  'signIn.unavailable':
    'Signing in with an identity provider isn’t possible at the moment. You can sign in with a token.',
  'signIn.otherAddress': 'Sign-in isn’t set up for this address of the console. Open {address}',
  'signIn.token': 'Token',
  'signIn.tokenHint': 'Paste a token value. The scopes of the token determine what you can view and change.',
  'signIn.keep': 'Keep me signed in on this tab',
  'signIn.keepHint': 'Otherwise, you must sign in again after you reload the page.',
  'signIn.do': 'Sign in',
  'signIn.empty': 'Enter a token value.',
  'signIn.malformed': 'The token value isn’t valid. It must have three parts separated by periods.',
  'signIn.cutShort': 'The token value is incomplete. Copy all three parts of the value and paste it again.',
  'signIn.rejected':
    'The token was rejected. It might be mistyped, disabled, expired, or deleted. Check the value and try again.',
  'signIn.reason.rejected': 'You were signed out because your token is no longer valid.',
  'signIn.reason.idle': 'You were signed out after 15 minutes of inactivity.',
  'signIn.reason.unreachable': 'The saved token could not be verified. Sign in again.',
  'signIn.reason.signedOut': 'You signed out in another tab.',
  'signIn.reason.expired': 'Your session ended. Sign in again.',
  'signIn.reason.foreign':
    'The response of the identity provider was not meant for this window, or it is too old. Sign in again.',
  'signIn.reason.denied': 'The identity provider denied the sign-in, or you canceled it.',
  'signIn.reason.provider': 'The identity provider reported an error. Try again, or ask your administrator.',
  'signIn.reason.away': 'The service or the identity provider didn’t respond. Sign in again.',
  'signIn.reason.code': 'The identity provider’s response is no longer valid. Sign in again.',
  'signIn.reason.person': 'Sign-in failed. Your administrator can find the reason in the log under {id}.',
  'signIn.undeleted':
    'The token of your session couldn’t be deleted. It’s valid until {time}, unless an administrator deletes it.',
  'signIn.lost':
    'The token value of “{name}” was not copied or saved, and can’t be shown again. Regenerate the token to get a new value.',

  'error.network': 'Can’t reach the service. Check your network connection and try again.',
  'error.401': 'Your token is no longer valid. Sign in again.',
  'error.403': 'You don’t have permission to do this. {message}',
  'error.404': 'The resource doesn’t exist, or you don’t have permission to view it.',
  'error.409': 'The change conflicts with the current state. {message}',
  'error.412':
    'This item has changed since you opened it, so your request was not carried out. The current version is shown now, and your entries are kept. Check them and try again.',
  'error.413': 'The request is too large. Shorten the values and try again.',
  'error.429': 'Too many requests. Try again in {seconds} s.',
  'error.502': 'The service didn’t respond correctly. Try again.',
  'error.503': 'The service is temporarily unavailable. Try again in {seconds} s.',
  'error.frozen':
    'Changes are paused while an administrator restores data. You can still disable and delete tokens and users. Try again later.',
  'error.unknown': 'An unexpected error occurred. Try again.',

  'error.missing-scope': 'Your token doesn’t have the required scope. {message}',
  'error.other-project': 'Your token is not bound to this project.',
  'error.access-denied': 'You don’t have permission to do this.',
  'error.management-not-allowed': 'You don’t have permission to manage tokens. Ask your administrator.',
  'error.previous-secret':
    'You signed in with a previous token value, which can’t be used for changes. Sign in with the current value.',
  'error.scope-not-held': 'You can grant only scopes that your token has. It doesn’t have: {scopes}',
  'error.other-owner': 'You can create tokens only for yourself.',
  'error.outlives': 'The token can’t expire later than your own token. Enter an earlier expiration date.',
  'error.other-addresses': 'The token can’t be allowed more IP addresses than your own token.',
  'error.address-not-allowed': 'Your token can’t be used from your IP address.',
  'error.personal-only': 'With a personal token, you can create and regenerate only personal tokens.',
  'error.own-token': 'You can’t do this with the token that you signed in with. Sign in with another token.',
  'error.own-user': 'You can’t disable or delete your own user. Ask another administrator.',
  'error.users-bound': 'Your token is bound to a project and can’t access users.',
  'error.scopes-bound': 'Your token is bound to a project and can’t change scopes.',
  'error.concurrent-change': 'Other requests are changing this item. No changes were made. Try again.',
  'error.regenerate-conflict':
    'Another request changed the token. No new token value was generated. Reload and try again.',
  'error.user-has-tokens':
    'The user still has tokens. Delete them first, or assign them to another owner through the API.',
  'error.project-has-tokens': 'The project still has tokens. Delete them first.',
  'error.user-has-trusts': 'Trusts still give tokens of this user. Delete them first, or assign them to another owner.',
  'error.project-has-trusts': 'Trusts still give tokens of this project. Delete them first.',
  'error.issuer-has-trusts': 'Trusts still use this issuer. Delete them first.',
  'error.owner-has-tokens':
    'This owner already has tokens, which would depend on the new user. Select “Take over existing tokens” to create the user.',
  'error.scope-in-use': 'Tokens or trusts still have this scope. Remove it from them first.',
  'error.scope-of-api': 'This scope belongs to one or more APIs. Change it in the rules of those APIs.',
  'error.scope-limit': 'No more scopes or scope templates can be added. Delete unused ones first.',
  'error.token-limit': 'The owner has reached the maximum number of tokens ({count}). Delete unused tokens first.',
  'error.trust-limit': 'The project has the maximum number of trusts. Delete unused trusts first.',
  'error.identity-taken': 'Another user signs in with this identity. Remove it from that user first.',
  'error.name-taken': 'The user already has a token with this name. Enter a different name.',
  'error.idempotency-key-reused':
    'A token was already created from this form with other values, but the response was lost. Check the list of tokens. To create another token, submit the form again.',
  'error.invalid-request': 'Some values are not valid. Correct them and try again.',
  'lost.unchanged': 'The service did not respond, and no changes were made. Try again.',
  'lost.changedByOther':
    'The service did not respond. Your changes were not saved, because someone else has changed this item. The current version is shown now, and your entries are kept. Check them and try again.',
  'lost.unknown':
    'The service did not respond, and can’t be reached to check whether the change was made. Check your network connection, then refresh to see the current state.',
  'lost.maybeCreated':
    'The service did not respond, so it is not known whether the token was created. Submit the form again to find out: no second token is created.',
  'lost.created':
    '“{name}” was created, but the response with the token value was lost. Regenerate the token to get a new value.',
  'lost.regenerated':
    'A new token value was generated, but the response with it was lost. Regenerate the token again to get a value.',
  'lost.open': 'Open token',
  'leave.title': 'Leave this page?',
  'leave.text': 'Your entries are not saved. A draft of them stays in this tab until you close it.',
  'leave.discard': 'Your entries will be discarded.',
  'leave.do': 'Leave',
  'leave.stay': 'Stay',

  'violation.length': 'Enter 1 to 100 characters.',
  'violation.too-long': 'Enter no more than 1,000 characters.',
  'violation.long-filter': 'The filter is too long. Shorten it.',
  'violation.control-characters': 'The value contains characters that aren’t allowed. Remove them.',
  'violation.invalid-address': 'Enter an IP address or CIDR block, for example, 192.0.2.0/24.',
  'violation.all-addresses': 'This allows every address. Enter only the addresses that the token is used from.',
  'violation.address-count': 'Enter 1 to 20 addresses.',
  'violation.scope-count': 'Choose 1 to 100 scopes. To stop the token, disable it.',
  'violation.unknown-scope': 'The scope “{value}” doesn’t exist. Choose another scope.',
  'violation.deprecated-scope': 'The scope “{value}” is deprecated. Choose another scope.',
  'violation.reserved-name': 'This name is reserved or already used. Enter a different name.',
  'violation.unknown-project': 'The project “{value}” doesn’t exist. Check the name, or create the project first.',
  'violation.invalid-condition': 'This condition isn’t valid. Check the claim and its value.',
  'violation.pin-required':
    'The conditions must include an ID that never changes hands, for example, that of the repository. Add the missing conditions.',
  'violation.foreign-audience':
    'This audience belongs to another service. Enter one that only Tokenry uses, for example, the URL of its API.',
  'violation.unsafe-claim':
    'People can choose the value of this claim, or it doesn’t name a person. Enter another claim.',
  'violation.keys-unavailable': 'The keys of the issuer couldn’t be fetched. Check its URL and try again.',
  'violation.scope-not-for-jobs': 'Jobs can’t get this scope. Choose another scope.',
  'violation.no-time': 'Enter a time too, for example, 2026-04-01 12:00:00.',
  'violation.expiration-required': 'Tokens in this environment must have an expiration date. Enter one.',
  'violation.addresses-required': 'Tokens in this environment must have allowed IP addresses. Enter at least one.',
  'violation.needs-user': 'A personal token requires a user record. Create the user first, or clear this check box.',
  'violation.expired': 'The token has expired. Choose a new expiration date as well.',
  'violation.leaked': 'The token value was found by others. Regenerate the token before you enable it.',
  'violation.owner-disabled': 'The user of this token is disabled or no longer exists, so the token would not work.',
  'violation.bootstrap-token': 'A bootstrap token can only be weakened or deleted.',
  'violation.exchanged-token': 'A token from an exchange can only be weakened or deleted. Exchange another id token.',
  'violation.contains-token': 'The value contains a token value. Remove it. If the token is in use, regenerate it.',
  'violation.read-only': 'This value can’t be changed.',
  'violation.bulk-count': 'Select 1 to 100 tokens.',
  'violation.sort-limit': 'Too many tokens to sort. Filter by user or project.',
  'violation.page-key': 'The list has changed. Refresh it.',
  'violation.out-of-range': 'The value is out of range.',
  'violation.malformed-selector': 'The filter isn’t valid. Reset it and try again.',

  'status.ownerDisabled': 'User disabled',
  'status.leaked': 'Leaked',

  'table.empty': 'No tokens yet.',

  'profile.title': 'User profile: API tokens',

  'create.title': 'New API token',

  'expiry.empty': 'Enter an expiration date and time, or clear the check box above.',
  'expiry.malformed': 'The date isn’t valid. Enter YYYY-MM-DD hh:mm:ss or a relative time, for example, now+14d.',
  'expiry.past': 'The date is in the past. Enter a later date.',
  'expiry.outlives':
    'The expiration date can be at most {days} d from now, because you have signed in as a person. Enter an earlier expiration date.',
  'expiry.required': 'Tokens that you create must have an expiration date. Enter one.',
  'expiry.tooLate': 'The maximum lifetime is {days} d. Enter a date no later than {time}.',

  'edit.reload': 'Reload',

  'project.malformed':
    'A project name can contain up to 63 lowercase letters, digits, hyphens (-), and underscores (_), and must start with a letter or digit.',

  'trusts.title': 'Trusts',
  'trust.create': 'Create trust',
  'issuers.title': 'Issuers',
  'issuer.malformed': 'Enter the URL of the issuer as its ID tokens contain it, for example, https://ci.example.com.',
  'issuer.audienceMalformed': 'An audience must have 8 to 256 printable ASCII characters without spaces.',
  'issuer.keysMalformed': 'Enter a JSON Web Key Set with public keys, each with a kid.',
  'issuer.uriMalformed': 'Enter https URLs without a fragment, one per line.',

  'user.malformed':
    'A user name can contain letters, digits, and the characters . _ @ + - (up to 64), and must start with a letter or digit.',

  'audit.title': 'Audit log',

  'overview.title': 'Overview',
  'overview.all': 'All API tokens in this environment.',
  'overview.own': 'API tokens assigned to {owner}.',
  'overview.tokens': 'Tokens',
  'overview.active': 'Active',
  'overview.disabled': 'Disabled',
  'overview.expired': 'Expired',
  'overview.expiring': 'Expiring in the next {days} days',
  'overview.unused': 'Never used or unused for {days} days',
  'overview.byState': 'Tokens by status',
  'overview.scopes': 'Granted scopes',
  'overview.sample': 'Based on the first {looked} of {total} tokens.',
  'overview.newest': 'Based on the newest {looked} of {total} tokens.',
  'overview.ofAll': 'Based on all tokens: {total}.',
  'overview.top': 'The {top} most frequent of {all} scopes.',
  'overview.show': 'Show these tokens',
  'overview.showUntil': 'Show tokens expiring within {days} d',
};

/** The keys of these texts. */
export type FirstKey = keyof typeof en;
/** The keys of the texts that are loaded with the other views. */
export type ViewKey = keyof typeof views;
export type Key = FirstKey | ViewKey;

export default en;
