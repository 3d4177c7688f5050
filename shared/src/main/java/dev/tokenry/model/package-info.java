/**
 * The domain model: tokens, token ids, secrets, scopes, users and principals. Depends only on the JDK,
 * {@code dev.tokenry.error} and {@code dev.tokenry.text}.
 */
@NullMarked
package dev.tokenry.model;

import org.jspecify.annotations.NullMarked;
