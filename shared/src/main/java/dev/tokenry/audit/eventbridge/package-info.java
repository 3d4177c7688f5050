/** Audit events in Amazon EventBridge. */
@NullMarked
package dev.tokenry.audit.eventbridge;

import org.jspecify.annotations.NullMarked;
