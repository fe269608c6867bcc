/**
 * Networks for deployment, without a class of this library.
 */
package io.github.dl4jdropout.adopt.fold;
