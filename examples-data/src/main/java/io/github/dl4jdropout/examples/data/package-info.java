/** The images that the examples train on. */
package io.github.dl4jdropout.examples.data;
