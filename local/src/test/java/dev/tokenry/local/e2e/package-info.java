/** The promises of the API, over HTTP, against everything that the template describes. */
@NullMarked
package dev.tokenry.local.e2e;

import org.jspecify.annotations.NullMarked;
