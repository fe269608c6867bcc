/** Images that a program draws where there are no real ones. */
package io.github.dl4jdropout.examples.data.synthetic;
