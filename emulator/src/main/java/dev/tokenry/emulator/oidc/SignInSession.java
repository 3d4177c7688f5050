package dev.tokenry.emulator.oidc;

import java.time.Instant;

/** A person who has signed in with a browser. */
record SignInSession(Person person, Instant authenticatedAt) {}
