/** Turns changes of the table into audit events. */
@NullMarked
package dev.tokenry.functions.audit;

import org.jspecify.annotations.NullMarked;
