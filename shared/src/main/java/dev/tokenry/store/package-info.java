/** Where tokens are kept. The DynamoDB classes alone know attribute names. */
@NullMarked
package dev.tokenry.store;

import org.jspecify.annotations.NullMarked;
