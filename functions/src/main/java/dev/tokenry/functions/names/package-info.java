/** Lists of records that are sorted by name: parameters, page keys and responses, shared by all such operations. */
@NullMarked
package dev.tokenry.functions.names;

import org.jspecify.annotations.NullMarked;
