// mvn -q compile exec:exec -pl examples-cifar -am -Dexample=CifarCnn [-Dargs=FOLDER]
package io.github.dl4jdropout.examples.cifar;

import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.examples.data.Cifar10;
import java.io.File;
import java.io.IOException;
import java.util.*;
import org.datavec.api.io.filters.RandomPathFilter;
import org.datavec.api.io.labels.ParentPathLabelGenerator;
import org.datavec.api.split.*;
import org.datavec.image.loader.NativeImageLoader;
import org.datavec.image.recordreader.ImageRecordReader;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.*;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.learning.config.Adam;

/** A CNN with dropout on feature maps and on features, for CIFAR-10 or a FOLDER with a folder of images per class. */
public final class CifarCnn {

    public static void main(String[] args) throws IOException {
        MultiLayerNetwork network;
        DataSetIterator test;
        if (args.length == 0) {
            var cifar = Cifar10.source(Optional.empty()).load(System.out::println);
            network = network(10);
            network.fit(new ViewIterator(cifar.withTrain(6_000).train().batch(), 64), 4);
            test = new ViewIterator(cifar.test().first(2_000).batch(), 64);
        } else {
            FileSplit files = new FileSplit(new File(args[0]), NativeImageLoader.ALLOWED_FORMATS, new Random(1));
            InputSplit[] parts = files.sample(new RandomPathFilter(new Random(1), null, 7_500), 80, 20);
            ImageRecordReader images = new ImageRecordReader(32, 32, 3, new ParentPathLabelGenerator());
            images.initialize(parts[0]);
            network = network(images.numLabels());
            network.fit(iterator(images), 4);
            images.initialize(parts[1]); // the labels stay
            test = iterator(images);
        }
        System.out.println(network.evaluate(test).stats());
    }

    private static DataSetIterator iterator(ImageRecordReader images) {
        DataSetIterator iterator = new RecordReaderDataSetIterator(images, 64, 1, images.numLabels());
        iterator.setPreProcessor(new ImagePreProcessingScaler()); // 0 to 255 becomes 0 to 1
        return iterator;
    }

    static MultiLayerNetwork network(int classes) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .activation(Activation.RELU)
                .updater(new Adam(1e-3))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).padding(1, 1).nOut(16).build())
                .layer(new SubsamplingLayer.Builder(new int[] {2, 2}, new int[] {2, 2}).build())
                .layer(new ConvolutionLayer.Builder(3, 3).padding(1, 1).nOut(32).build())
                .layer(new SubsamplingLayer.Builder(new int[] {2, 2}, new int[] {2, 2}).build())
                .layer(RateDropoutLayer.builder(0.1)
                        .noiseShape(NoiseShape.CHANNEL)
                        .build()) // feature maps
                .layer(new DenseLayer.Builder().nOut(128).build())
                .layer(RateDropoutLayer.of(0.5)) // features
                .layer(new OutputLayer.Builder()
                        .nOut(classes)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(32, 32, 3))
                .build());
        network.init();
        return network;
    }
}
