/**
 * The domain model: tokens, token ids, secrets, scopes, users and principals. Depends on the JDK and on the
 * errors alone.
 */
@NullMarked
package dev.tokenry.model;

import org.jspecify.annotations.NullMarked;
