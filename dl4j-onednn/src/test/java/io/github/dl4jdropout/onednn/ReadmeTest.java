package io.github.dl4jdropout.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class ReadmeTest {

    /** The lines of the snippets are lines of this file, and run here. */
    @Test
    void theSnippetsOfTheReadmeRun() throws Exception {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).build())
                .layer(new OutputLayer.Builder().nOut(2).build())
                .setInputType(InputType.convolutional(8, 8, 1))
                .build());
        network.init();
        Acceleration done = OneDnn.accelerate(network);
        assertThat(done).isNotNull();

        ParallelWrapper wrapper = new ParallelWrapper.Builder<>(network)
                .workers(2)
                .prefetchBuffer(0)
                .build();
        wrapper.setListeners(new OneDnnListener());
        DataSet batch = new DataSet(Nd4j.ones(3, 1, 8, 8), Nd4j.ones(3, 2));
        wrapper.fit(new ExistingDataSetIterator(List.of(batch, batch)));

        String here = Files.readString(Path.of("src/test/java/io/github/dl4jdropout/onednn/ReadmeTest.java"));
        List<String> snippets = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(snippets)
                .isNotEmpty()
                .allSatisfy(snippet -> assertThat(snippet.lines())
                        .allSatisfy(line -> assertThat(here)
                                .contains(line.replaceAll("//.*", "").strip())));
    }
}
