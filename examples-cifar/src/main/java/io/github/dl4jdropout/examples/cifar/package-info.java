/** Convolutional networks on CIFAR-10: no dropout, DL4J's built-in dropout, the scalings of the plugin, and whole maps by both. */
package io.github.dl4jdropout.examples.cifar;
