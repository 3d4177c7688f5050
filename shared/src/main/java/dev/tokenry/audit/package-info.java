/** What changes of records tell: audit events, and how they follow from a record before and after a change. */
@NullMarked
package dev.tokenry.audit;

import org.jspecify.annotations.NullMarked;
