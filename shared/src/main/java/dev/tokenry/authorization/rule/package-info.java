/** Route rules: which requirement a principal must meet to call a route. */
@NullMarked
package dev.tokenry.authorization.rule;

import org.jspecify.annotations.NullMarked;
