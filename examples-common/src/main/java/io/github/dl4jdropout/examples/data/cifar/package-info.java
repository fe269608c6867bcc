/** CIFAR-10 and other colour images: binary files, class folders, archives, and the cache of what was decoded. */
package io.github.dl4jdropout.examples.data.cifar;
