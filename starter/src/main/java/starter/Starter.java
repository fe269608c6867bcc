package starter;

import io.github.dl4jdropout.RateDropoutLayer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** A network with dropout that learns to recognise ten noisy patterns. Run it with: mvn -q compile exec:exec */
public final class Starter {

    public static void main(String[] args) {
        MultiLayerConfiguration conf = new NeuralNetConfiguration.Builder()
                .seed(42).updater(new Adam(1e-3))
                .list()
                .layer(new DenseLayer.Builder().nOut(256).activation(Activation.RELU).build())
                .layer(RateDropoutLayer.of(0.5)) // drops half of the 256 outputs in training, none at inference
                .layer(new DenseLayer.Builder().nOut(256).activation(Activation.RELU).build())
                .layer(RateDropoutLayer.of(0.5))
                .layer(new OutputLayer.Builder().nOut(10).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.feedForward(784))
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(conf);
        network.init();

        Nd4j.getRandom().setSeed(42);
        INDArray patterns = Nd4j.randn(10, 784);
        DataSet train = examples(patterns, 500);
        DataSet test = examples(patterns, 1000);
        for (int epoch = 0; epoch < 20; epoch++) {
            network.fit(train);
        }
        Evaluation evaluation = new Evaluation(10);
        evaluation.eval(test.getLabels(), network.output(test.getFeatures()));
        System.out.printf("Accuracy on 1,000 new examples: %.3f%n", evaluation.accuracy());
    }

    /** Draws examples: a pattern each, under noise of three times its size. */
    private static DataSet examples(INDArray patterns, int count) {
        INDArray features = Nd4j.randn(count, 784).muli(3);
        INDArray labels = Nd4j.zeros(count, 10);
        for (int i = 0; i < count; i++) {
            features.getRow(i).addi(patterns.getRow(i % 10));
            labels.putScalar(i, i % 10, 1);
        }
        return new DataSet(features, labels);
    }
}
