/** {@code /v2/scopeTemplates}. */
@NullMarked
package dev.tokenry.functions.scopetemplates;

import org.jspecify.annotations.NullMarked;
