/** Operations on audit events: the history of a token or a user, and a search over all events. */
@NullMarked
package dev.tokenry.functions.events;

import org.jspecify.annotations.NullMarked;
