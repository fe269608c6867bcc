/**
 * How masks are drawn and applied: keys, bits, products. Not API: what is public here is public for the package above it, and
 * may change in any release, except for the bits themselves (see {@link io.github.dl4jdropout.mask.KeepMask}).
 */
package io.github.dl4jdropout.mask;
