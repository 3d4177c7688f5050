/** Route rules: the requirement that a principal must meet to use a route. */
@NullMarked
package dev.tokenry.authorization.rule;

import org.jspecify.annotations.NullMarked;
