package io.github.dl4jdropout.adopt;

import java.io.File;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A deployment: a process in which this class is the only one of this project. Arguments: folder, number of models. */
public final class Deployed {

    private Deployed() {}

    public static void main(String[] args) throws Exception {
        try {
            Class.forName("io.github.dl4jdropout.RateDropout");
            throw new IllegalStateException("The library is on the class path");
        } catch (ClassNotFoundException e) {
            // as it is meant
        }
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            File model = new File(args[0], i + ".zip");
            INDArray in = Nd4j.readBinary(new File(args[0], i + ".in"));
            INDArray out;
            try {
                MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(model);
                out = network.output(in);
            } catch (Exception e) {
                ComputationGraph graph = ModelSerializer.restoreComputationGraph(model);
                out = graph.outputSingle(in);
            }
            Nd4j.saveBinary(out, new File(args[0], i + ".out"));
        }
    }
}
