/** Route rules of attached APIs: direct invocations and the custom resource {@code Custom::TokenryRules}. */
@NullMarked
package dev.tokenry.functions.rules;

import org.jspecify.annotations.NullMarked;
