package io.github.dl4jdropout.examples.spark;

import java.io.Serializable;
import org.deeplearning4j.core.loader.impl.SerializedDataSetLoader;
import org.deeplearning4j.spark.iterator.PathSparkDataSetIterator;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.runtime.AbstractFunction1;

/**
 * Reads a file of images on an executor, which takes the library, Deeplearning4j, ND4J's native code and the folder to be there. No
 * lambda: where its class is missing, Java speaks of something else.
 */
@SuppressWarnings("serial")
final class FirstBatch extends AbstractFunction1<Iterator<String>, Iterator<Integer>> implements Serializable {

    @Override
    public Iterator<Integer> apply(Iterator<String> files) {
        var batches =
                new PathSparkDataSetIterator(JavaConverters.asJavaIterator(files), new SerializedDataSetLoader(), null);
        return JavaConverters.asScalaIterator(
                java.util.List.of(batches.next().numExamples()).iterator());
    }
}
