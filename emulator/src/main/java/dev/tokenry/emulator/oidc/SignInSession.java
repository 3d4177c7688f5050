package dev.tokenry.emulator.oidc;

import java.time.Instant;

/** Somebody who has signed in with a browser. */
record SignInSession(Person person, Instant authenticatedAt) {}
