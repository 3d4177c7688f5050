/**
 * The domain model: tokens, token ids, secrets, scopes, users and principals. Depends only on the JDK and on
 * {@code dev.tokenry.error}.
 */
@NullMarked
package dev.tokenry.model;

import org.jspecify.annotations.NullMarked;
