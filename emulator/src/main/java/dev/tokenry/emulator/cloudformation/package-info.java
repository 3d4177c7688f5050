/** Reads SAM and CloudFormation templates: parameters, conditions, intrinsic functions, resources. */
@NullMarked
package dev.tokenry.emulator.cloudformation;

import org.jspecify.annotations.NullMarked;
