/** CNNs on CIFAR-10: no dropout, Deeplearning4j's built-in dropout, the scalings of the plugin, and whole feature maps by both. */
package io.github.dl4jdropout.examples.cifar;
